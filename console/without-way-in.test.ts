import { expect, test } from 'vitest';
import type { Principal } from '../contracts/people.ts';
import { withoutWayIn } from './without-way-in.ts';

const home = {
  id: 'home',
  areaId: 'north',
  areaName: 'North',
  address: 'Gongchen Bridge 1',
  timezone: 'Asia/Shanghai',
  access: 'code 1234, dog',
  createdAt: '2026-01-01T00:00:00.000Z',
  path: ['north', 'district'],
};
const person = (fields: Partial<Principal>): Principal => ({
  id: 'p',
  username: 'p',
  name: 'P',
  roles: [],
  areaIds: [],
  homeIds: [],
  ...fields,
});

test('who works in the area, or above it, is told how to get in', () => {
  expect(withoutWayIn(home, person({ roles: ['admin'] })).access).toBe(home.access);
  for (const role of ['supervisor', 'operator', 'installer'] as const) {
    expect(withoutWayIn(home, person({ roles: [role], areaIds: ['district'] })).access).toBe(home.access);
  }
});

test('the family is not, even one of them who works as an operator elsewhere', () => {
  expect(withoutWayIn(home, person({ roles: ['family'], homeIds: ['home'] }))).not.toHaveProperty('access');
  const daughter = person({ roles: ['family', 'operator'], homeIds: ['home'], areaIds: ['south'] });
  expect(withoutWayIn(home, daughter)).not.toHaveProperty('access');
  expect(withoutWayIn(home, daughter).address).toBe(home.address);
});
