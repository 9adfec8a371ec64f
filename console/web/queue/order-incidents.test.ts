import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INCIDENT_STATES } from '../../../contracts/incident.ts';
import { anIncident } from '../test/an-incident.ts';
import { orderIncidents } from './order-incidents.ts';

const ids = (list: { id: string }[]) => list.map((incident) => incident.id);

describe('the order of the queue', () => {
  it('puts what nobody has before what somebody has, even if that is more serious', () => {
    const held = anIncident({ id: 'held', state: 'acknowledged', priority: 1 });
    const waiting = anIncident({ id: 'waiting', priority: 2 });
    expect(ids(orderIncidents([held, waiting]).calling)).toEqual(['waiting', 'held']);
  });

  it('puts what only a contact has before what an operator has: nobody of the centre looks at it', () => {
    const holder = {
      by: 'u',
      byName: 'u',
      at: '2026-03-01T19:13:00.000Z',
      leaseUntil: '2026-03-01T19:16:00.000Z',
    };
    const mine = anIncident({
      id: 'ours',
      state: 'acknowledged',
      acknowledgement: { ...holder, kind: 'user' },
    });
    const son = anIncident({
      id: 'son',
      state: 'dispatched',
      acknowledgement: { ...holder, kind: 'contact' },
    });
    expect(ids(orderIncidents([mine, son, anIncident()]).calling)).toEqual(['i1', 'son', 'ours']);
  });

  it('puts life before urgent, and who waits longest first', () => {
    const old = anIncident({ id: 'old', calledAt: '2026-03-01T19:00:00.000Z' });
    const young = anIncident({ id: 'young', calledAt: '2026-03-01T19:10:00.000Z' });
    const urgent = anIncident({ id: 'urgent', priority: 2, calledAt: '2026-03-01T18:00:00.000Z' });
    expect(ids(orderIncidents([young, urgent, old]).calling)).toEqual(['old', 'young', 'urgent']);
  });

  it('goes by the moment, however precisely it is written', () => {
    const first = anIncident({ id: 'first', calledAt: '2026-03-01T19:10:00Z' });
    const second = anIncident({ id: 'second', calledAt: '2026-03-01T19:10:00.001Z' });
    const third = anIncident({ id: 'third', calledAt: '2026-03-01T19:10:01Z' });
    expect(ids(orderIncidents([third, second, first]).calling)).toEqual(['first', 'second', 'third']);
  });

  it('keeps technical ones apart and leaves resolved ones out', () => {
    const queue = orderIncidents([
      anIncident({ id: 'battery', priority: 3, type: 'low_battery' }),
      anIncident({ id: 'done', state: 'resolved' }),
    ]);
    expect(queue.calling).toEqual([]);
    expect(ids(queue.technical)).toEqual(['battery']);
  });

  it('never loses or doubles an active incident, and does not depend on the order of arrival', () => {
    const incident = fc.record({
      id: fc.uuid(),
      priority: fc.constantFrom(1 as const, 2 as const, 3 as const),
      state: fc.constantFrom(...INCIDENT_STATES),
      calledAt: fc.integer({ min: 0, max: 5 }).map((minute) => new Date(minute * 60_000).toISOString()),
    });
    fc.assert(
      fc.property(fc.uniqueArray(incident, { selector: ({ id }) => id }), (changes) => {
        const incidents = changes.map(anIncident);
        const { calling, technical } = orderIncidents(incidents);
        expect(calling.length + technical.length).toBe(
          incidents.filter(({ state }) => state !== 'resolved').length,
        );
        expect(orderIncidents([...incidents].reverse())).toEqual({ calling, technical });
      }),
    );
  });
});
