import { expect, test } from 'vitest';
import { anIncident } from '../test/an-incident.ts';
import { callsByHome, graver, signOf } from './home-sign.ts';

test('who calls is shown before how the home is protected, a technical incident is not', () => {
  expect(signOf('protected', { priority: 1 })).toBe('life');
  expect(signOf('unprotected', { priority: 2 })).toBe('urgent');
  expect(signOf('impaired', { priority: 3 })).toBe('impaired');
  expect(signOf('protected', undefined)).toBe('protected');
});

test('a call is graver than a home without protection, and that than one that is well', () => {
  expect(
    (['protected', 'unprotected', 'life', 'maintenance', 'urgent', 'impaired'] as const).toSorted(graver),
  ).toEqual(['life', 'urgent', 'unprotected', 'impaired', 'maintenance', 'protected']);
});

test('of several incidents of a home the gravest that is not resolved counts', () => {
  const calls = callsByHome([
    anIncident({ id: 'a', homeId: 'h', priority: 2 }),
    anIncident({ id: 'b', homeId: 'h', priority: 1 }),
    anIncident({ id: 'c', homeId: 'i', priority: 1, state: 'resolved' }),
    anIncident({ id: 'd', homeId: 'j', priority: 3 }),
  ]);
  expect([...calls].map(([home, { id }]) => [home, id])).toEqual([['h', 'b']]);
});
