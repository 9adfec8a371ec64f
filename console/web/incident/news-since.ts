import type { Incident } from '../../../contracts/incident.ts';

/**
 * Whether something has happened that a person who had read up to the event `lastSeen` has not read. What they did
 * themselves in the meantime (kept it, wrote a note) is no news to them.
 */
export function newsSince(incident: Incident, lastSeen: string | undefined, userId: string): boolean {
  const seen = incident.events.findIndex(({ id }) => id === lastSeen);
  return incident.events.slice(seen + 1).some(({ by }) => by !== userId);
}
