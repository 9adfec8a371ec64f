import type { Incident } from '../../../contracts/incident.ts';
import { countAlarms, isAlarm } from '../queue/count-alarms.ts';

/** How many alarms an incident has collected, and in how many rooms; an unknown room is one as well. */
export function countSpoken(incident: Incident): { alarms: number; rooms: number } {
  const rooms = new Set(incident.events.filter(isAlarm).map(({ room }) => room));
  return { alarms: countAlarms(incident), rooms: rooms.size };
}
