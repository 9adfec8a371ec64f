import type { AlarmType } from '../../../contracts/alarm.ts';
import type { Incident, IncidentEvent } from '../../../contracts/incident.ts';
import { type as alarmWords } from '../i18n/en/type.ts';

/** The texts name exactly the alarm types of the contracts (keys.test.ts): a new action is never counted as an alarm. */
export function isAlarmType(type: string): type is AlarmType {
  return Object.hasOwn(alarmWords, type);
}

export function isAlarm(event: Pick<IncidentEvent, 'type'>): boolean {
  return isAlarmType(event.type);
}

/** How many alarms an incident has collected; those left out of a live update count too. */
export function countAlarms(incident: Incident): number {
  return incident.events.filter(isAlarm).length + (incident.eventsOmitted ?? 0);
}
