import type { Incident } from '../../../contracts/incident.ts';

export type Sound = 'none' | 'life' | 'urgent' | 'lost';

/** Raisings of incidents: the incident's id and the `raisedAt` that a new alarm moves. */
export type Raisings = ReadonlyMap<string, string>;

export interface SoundDecision {
  sound: Sound;
  /** what rings now; a raising that was not there before is a new alarm and sounds at once */
  ringing: Raisings;
  /** nobody has it and it calls, but it was silenced here */
  silenced: boolean;
}

/**
 * What has to be heard now. Only what nobody has acknowledged rings; technical ones never do; silencing
 * covers exactly the raisings that were on the screen and acknowledges nothing: a new alarm rings again (DOMAIN
 * rule 7).
 */
export function decideSound(incidents: readonly Incident[], silenced: Raisings): SoundDecision {
  const ringing = new Map<string, string>();
  let life = false;
  let quiet = false;
  for (const { id, state, priority, raisedAt } of incidents) {
    if (state !== 'open' || priority === 3) continue;
    if (silenced.get(id) === raisedAt) {
      quiet = true;
      continue;
    }
    ringing.set(id, raisedAt);
    life ||= priority === 1;
  }
  return { sound: life ? 'life' : ringing.size > 0 ? 'urgent' : 'none', ringing, silenced: quiet };
}

/** The incidents that ring now and did not ring before, or not for this alarm. */
export function newRings(before: Raisings, now: Raisings): string[] {
  const fresh: string[] = [];
  for (const [id, raisedAt] of now) if (before.get(id) !== raisedAt) fresh.push(id);
  return fresh;
}
