import type { Incident, IncidentEventType } from '../../../contracts/incident.ts';

const ACTIONS: ReadonlySet<IncidentEventType> = new Set<IncidentEventType>([
  'acknowledged',
  'released',
  'dispatched',
  'arrived',
  'resolved',
  'note',
  'lease_expired',
]);

export function isAlarm(event: { type: IncidentEventType }): boolean {
  return !ACTIONS.has(event.type);
}

/** How many alarms an incident has collected; those left out of a live update count too. */
export function countAlarms(incident: Incident): number {
  return incident.events.filter(isAlarm).length + (incident.eventsOmitted ?? 0);
}
