import { expect, it } from 'vitest';
import { maintenanceBody } from './maintenance-body.ts';

const now = Date.parse('2026-03-01T12:00:00Z');

it('a test or maintenance is for the whole home unless a device is chosen, and always has an end', () => {
  expect(maintenanceBody({ mode: 'test', reason: 'walk test', until: 'fourHours' }, 'h1', now)).toEqual({
    scope: 'home',
    scopeId: 'h1',
    mode: 'test',
    reason: 'walk test',
    endsAt: '2026-03-01T16:00:00.000Z',
  });
  const chosen = {
    mode: 'maintenance',
    reason: 'paint',
    device: 'd1',
    until: 'choose',
    chosen: '2026-03-02T08:30',
  };
  expect(maintenanceBody(chosen, 'h1', now)).toMatchObject({
    scope: 'device',
    scopeId: 'd1',
    endsAt: new Date('2026-03-02T08:30').toISOString(),
  });
});
