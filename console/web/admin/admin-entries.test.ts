import { expect, it } from 'vitest';
import { ROLES } from '../../../contracts/people.ts';
import { entriesFor } from './admin-entries.ts';

it('shows each role only what it may do, and a family nothing', () => {
  const shown = Object.fromEntries(ROLES.map((role) => [role, entriesFor([role]).map(({ key }) => key)]));
  expect(shown.admin).toEqual(shown.supervisor);
  expect(shown.operator).toEqual(['maintenance', 'quarantine']);
  expect(shown.installer).toEqual(['maintenance']);
  expect(shown.family).toEqual([]);
});
