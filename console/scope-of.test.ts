import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROLES, type Principal } from '../contracts/people.ts';
import { coversHome } from '../store/scope.ts';
import { scopeOf } from './scope-of.ts';

const principal = (fields: Partial<Principal>): Principal => ({
  id: 'u',
  username: 'u',
  name: 'U',
  roles: [],
  areaIds: [],
  homeIds: [],
  ...fields,
});

test('a role that the route does not name gives nothing', () => {
  const both = principal({ roles: ['operator', 'family'], areaIds: ['a'], homeIds: ['h'] });
  expect(scopeOf(both, ['operator'])).toEqual({ all: false, areaIds: ['a'], homeIds: [] });
  expect(scopeOf(both, ['family'])).toEqual({ all: false, areaIds: [], homeIds: ['h'] });
  expect(scopeOf(both, ['admin'])).toEqual({ all: false, areaIds: [], homeIds: [] });
});

test('family members see nothing through areas, staff nothing through homes', () => {
  const family = principal({ roles: ['family'], areaIds: ['a'], homeIds: ['h'] });
  expect(scopeOf(family, ROLES)).toEqual({ all: false, areaIds: [], homeIds: ['h'] });
  const operator = principal({ roles: ['operator'], areaIds: ['a'], homeIds: ['h'] });
  expect(scopeOf(operator, ROLES)).toEqual({ all: false, areaIds: ['a'], homeIds: [] });
});

test('whoever is no admin covers a home only through an area above it or as family of it', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const roles = fc.subarray(ROLES.filter((role) => role !== 'admin'));
  fc.assert(
    fc.property(roles, fc.array(id), fc.array(id), id, fc.array(id), (own, areaIds, homeIds, home, path) => {
      const scope = scopeOf(principal({ roles: own, areaIds, homeIds }), ROLES);
      const byArea = own.some((role) => role !== 'family') && path.some((area) => areaIds.includes(area));
      const byHome = own.includes('family') && homeIds.includes(home);
      expect(coversHome(scope, { id: home, path })).toBe(byArea || byHome);
    }),
  );
});
