import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INCIDENT_STATES, type IncidentEvent } from '../../../contracts/incident.ts';
import { anAlarm, anIncident } from '../test/an-incident.ts';
import { countRooms, markOf } from './mark-of.ts';

const act = (type: IncidentEvent['type'], by = 'li'): IncidentEvent => ({
  id: `${type}-${by}`,
  type,
  at: '2026-03-01T19:13:00.000Z',
  receivedAt: '2026-03-01T19:13:00.000Z',
  by,
});
const alarm = (id: string, room?: string) => anAlarm({ id, ...(room !== undefined && { room }) });

describe('the mark of a row', () => {
  it('is new until this operator has opened it, however many alarms it has', () => {
    expect(markOf(anIncident(), undefined)).toBe('new');
    expect(markOf(anIncident({ events: [alarm('1'), alarm('2')] }), undefined)).toBe('new');
    expect(markOf(anIncident(), 1)).toBeUndefined();
  });

  it('is raised again once an alarm comes after it was seen, and never "new" a second time', () => {
    expect(markOf(anIncident({ events: [alarm('1'), alarm('2')] }), 1)).toBe('raised_again');
    expect(markOf(anIncident({ events: [alarm('1'), alarm('2')] }), 2)).toBeUndefined();
  });

  it('is raised again for what a colleague had before, although this operator never opened it', () => {
    const events = [alarm('1'), act('acknowledged'), alarm('2')];
    expect(markOf(anIncident({ events }), undefined)).toBe('raised_again');
  });

  it('is not taken away by what a contact says or by what the platform does', () => {
    const events = [alarm('1'), act('going', 'son'), { ...act('lease_expired'), by: undefined }].map(
      ({ by, ...event }) => ({ ...event, ...(by !== undefined && { by }) }),
    );
    expect(markOf(anIncident({ events }), undefined)).toBe('new');
  });

  it('counts the alarms that a live update leaves out', () => {
    expect(markOf(anIncident({ eventsOmitted: 9 }), 9)).toBe('raised_again');
    expect(markOf(anIncident({ eventsOmitted: 9 }), 10)).toBeUndefined();
  });

  it('stands on nothing that somebody has, is over, or is only technical', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...INCIDENT_STATES),
        fc.constantFrom(1 as const, 2 as const, 3 as const),
        fc.option(fc.nat(3), { nil: undefined }),
        (state, priority, seen) => {
          const mark = markOf(anIncident({ state, priority }), seen);
          if (state !== 'open' || priority === 3) expect(mark).toBeUndefined();
        },
      ),
    );
  });

  it('counts rooms, not alarms, and says nothing of rooms nobody knows', () => {
    expect(
      countRooms(anIncident({ events: [alarm('1', 'kitchen'), alarm('2', 'kitchen'), alarm('3', 'hall')] })),
    ).toBe(2);
    expect(countRooms(anIncident())).toBe(0);
  });
});
