import type { Incident, IncidentEvent } from '../../../contracts/incident.ts';
import { countAlarms, isAlarm } from './count-alarms.ts';

/** Never seen here, or seen and called again since. One of them at most. */
export type Mark = 'new' | 'raised_again';

/** What only somebody at a console does: who did it has seen what stood there. A contact's answer is none of these. */
const SEEN_BY_DOING: readonly IncidentEvent['type'][] = [
  'acknowledged',
  'released',
  'dispatched',
  'arrived',
  'note',
];

/**
 * What a row says of an incident that calls. Nothing on what somebody has: a further alarm takes it from them
 * anyway (DOMAIN rule 7), and technical ones stay quiet.
 * @param seen how many of its alarms this operator has had before them; undefined: they have never opened it
 */
export function markOf(incident: Incident, seen: number | undefined): Mark | undefined {
  if (incident.state !== 'open' || incident.priority === 3) return undefined;
  const before = Math.max(seen ?? 0, handledAlarms(incident));
  if (before === 0) return 'new';
  return countAlarms(incident) > before ? 'raised_again' : undefined;
}

/** The alarms that had come before somebody last did something. */
function handledAlarms({ events, eventsOmitted = 0 }: Incident): number {
  const last = events.findLastIndex(({ type, by }) => by !== undefined && SEEN_BY_DOING.includes(type));
  return last < 0 ? 0 : eventsOmitted + events.slice(0, last).filter(isAlarm).length;
}

/** In how many rooms it has been said; 0 where no room is known. */
export function countRooms(incident: Incident): number {
  return new Set(incident.events.filter(isAlarm).flatMap(({ room }) => room ?? [])).size;
}
