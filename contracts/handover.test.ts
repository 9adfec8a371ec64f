import { describe, expect, it } from 'vitest';
import {
  acceptProblem,
  OVERDUE_MS,
  overdueAt,
  pointsOf,
  pointsWithin,
  tickSaid,
  waitsFor,
  WAITS_MS,
} from './handover.ts';
import type { Incident } from './incident.ts';

const NOW = Date.parse('2026-03-01T23:00:00Z');
const at = (ms: number) => new Date(NOW + ms).toISOString();
const incident = (fields: Partial<Incident>): Incident => ({
  id: 'i1',
  homeId: 'h1',
  areaId: 'a1',
  areaName: '拱墅',
  address: '3-2-501',
  residents: ['王秀英'],
  type: 'sos',
  priority: 1,
  state: 'open',
  openedAt: at(-60_000),
  raisedAt: at(-60_000),
  calledAt: at(-60_000),
  events: [],
  version: 1,
  ...fields,
});
const holder = (leaseUntil: string) => ({
  by: 'u1',
  byName: 'Li',
  at: at(-600_000),
  leaseUntil,
  kind: 'user' as const,
});
const nothing = { incidents: [], workOrders: [], maintenance: [], more: 0 };

describe('the open points of a shift', () => {
  it('call overdue what nobody took in time, and what is held by somebody whose time has run out', () => {
    expect(overdueAt(incident({}), NOW)).toBeUndefined();
    expect(overdueAt(incident({ calledAt: at(-OVERDUE_MS - 1) }), NOW)).toBe('unacknowledged');
    const held = { state: 'dispatched' as const, calledAt: at(-OVERDUE_MS - 1) };
    expect(overdueAt(incident({ ...held, acknowledgement: holder(at(1)) }), NOW)).toBeUndefined();
    expect(overdueAt(incident({ ...held, acknowledgement: holder(at(0)) }), NOW)).toBe('lease');
    expect(overdueAt(incident({ state: 'resolved', calledAt: at(-OVERDUE_MS * 9) }), NOW)).toBeUndefined();
  });
  it('list what is urgent first and leave what is resolved or technical to others', () => {
    const { incidents } = pointsOf(
      {
        ...nothing,
        incidents: [
          incident({ id: 'door', type: 'door', priority: 2, calledAt: at(-900_000) }),
          incident({ id: 'done', state: 'resolved' }),
          incident({ id: 'late', calledAt: at(-30_000) }),
          incident({ id: 'battery', type: 'low_battery', priority: 3 }),
          incident({ id: 'early', calledAt: at(-300_000) }),
        ],
      },
      NOW,
    );
    expect(incidents.map(({ id, overdue, said }) => [id, overdue, said])).toEqual([
      ['early', 'unacknowledged', false],
      ['late', undefined, false],
      ['door', 'unacknowledged', false],
    ]);
  });
  it('are ticked off one by one; an id that is none of them ticks nothing', () => {
    const points = pointsOf({ ...nothing, incidents: [incident({}), incident({ id: 'i2' })] }, NOW);
    const said = tickSaid(points, new Set(['i2', 'elsewhere']));
    expect(said.incidents.map((point) => point.said)).toEqual([false, true]);
  });
  it('never show a home to somebody who may not see it, and say that something is hidden', () => {
    const points = pointsOf(
      { ...nothing, incidents: [incident({}), incident({ id: 'i2', homeId: 'h2' })] },
      NOW,
    );
    const seen = pointsWithin(points, (homeId) => homeId === 'h2');
    expect(seen.points.incidents.map(({ id }) => id)).toEqual(['i2']);
    expect(seen.hidden).toBe(1);
  });
});

describe('a handover', () => {
  const signedOut = { from: 'night', signedOutAt: at(0) };
  it('is signed by two different people, once', () => {
    expect(acceptProblem(signedOut, 'night')).toBe('handover_own');
    expect(acceptProblem(signedOut, 'day')).toBeUndefined();
    expect(acceptProblem({ ...signedOut, to: 'day' }, 'other')).toBe('handover_signed');
    expect(acceptProblem({ ...signedOut, to: 'day' }, 'night')).toBe('handover_signed');
  });
  it('asks whoever comes to sign, never who wrote it, and not for ever', () => {
    expect(waitsFor(signedOut, 'day', NOW)).toBe(true);
    expect(waitsFor(signedOut, 'night', NOW)).toBe(false);
    expect(waitsFor({ ...signedOut, to: 'day' }, 'other', NOW)).toBe(false);
    expect(waitsFor(signedOut, 'day', NOW + WAITS_MS)).toBe(false);
  });
});
