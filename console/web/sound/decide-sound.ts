import type { Incident } from '../../../contracts/incident.ts';

export type Sound = 'none' | 'life' | 'urgent';

export interface SoundDecision {
  sound: Sound;
  /** what rings now; a key that was not there before is a new alarm and sounds at once */
  keys: string[];
}

/** One raising of one incident. A new alarm moves `raisedAt`, so what was silenced rings again (DOMAIN rule 7). */
export function ringKey(incident: Incident): string {
  return `${incident.id}@${incident.raisedAt}`;
}

/**
 * What has to be heard now. Only what nobody has acknowledged rings; technical ones never do; silencing
 * covers exactly the raisings that were on the screen and acknowledges nothing.
 */
export function decideSound(incidents: readonly Incident[], silenced: ReadonlySet<string>): SoundDecision {
  const ringing = incidents.filter(
    (incident) => incident.state === 'open' && incident.priority !== 3 && !silenced.has(ringKey(incident)),
  );
  const keys = ringing.map(ringKey).sort();
  if (ringing.length === 0) return { sound: 'none', keys };
  return { sound: ringing.some((incident) => incident.priority === 1) ? 'life' : 'urgent', keys };
}

/** Whether something rings now that did not ring before. */
export function isNewRing(before: SoundDecision, now: SoundDecision): boolean {
  return now.keys.some((key) => !before.keys.includes(key));
}
