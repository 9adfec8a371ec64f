import { expect, it } from 'vitest';
import { maintenanceBody } from './maintenance-body.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const test = { mode: 'test', reason: 'walk test', until: 'fourHours' };

it('a test or maintenance is for the smallest that is chosen, and always has an end', () => {
  expect(maintenanceBody({ ...test, home: 'h1' }, now)).toEqual({
    scope: 'home',
    scopeId: 'h1',
    mode: 'test',
    reason: 'walk test',
    endsAt: '2026-03-01T16:00:00.000Z',
  });
  expect(maintenanceBody({ ...test, areaId: 'a1' }, now)).toMatchObject({ scope: 'area', scopeId: 'a1' });
  const chosen = { ...test, home: 'h1', device: 'd1', until: 'choose', chosen: '2026-03-02T08:30' };
  expect(maintenanceBody(chosen, now)).toMatchObject({
    scope: 'device',
    scopeId: 'd1',
    endsAt: new Date('2026-03-02T08:30').toISOString(),
  });
});

it('one that is planned lasts from its beginning, not from now', () => {
  const begins = '2026-03-05T08:00';
  expect(maintenanceBody({ ...test, home: 'h1', begins }, now)).toMatchObject({
    startsAt: new Date(begins).toISOString(),
    endsAt: new Date(Date.parse(begins) + 4 * 3_600_000).toISOString(),
  });
});
