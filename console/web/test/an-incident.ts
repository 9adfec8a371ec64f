import type { Incident, IncidentEvent } from '../../../contracts/incident.ts';

/** An incident for unit tests: a press at 03:12:07 in Hangzhou, open, version 1. */
export function anIncident(changes: Partial<Incident> = {}): Incident {
  return {
    id: 'i1',
    homeId: 'h1',
    areaId: 'a1',
    areaName: 'Gongshu',
    address: '3 Lane',
    residents: ['Wang Xiuying'],
    type: 'sos',
    priority: 1,
    state: 'open',
    openedAt: '2026-03-01T19:12:07.000Z',
    raisedAt: '2026-03-01T19:12:07.000Z',
    calledAt: '2026-03-01T19:12:07.000Z',
    events: [anAlarm()],
    version: 1,
    ...changes,
  };
}

export function anAlarm(changes: Partial<IncidentEvent> = {}): IncidentEvent {
  return {
    id: 'e1',
    type: 'sos',
    at: '2026-03-01T19:12:07.000Z',
    receivedAt: '2026-03-01T19:12:07.200Z',
    deviceId: 'd1',
    ...changes,
  };
}
