import type { Sound } from './decide-sound.ts';

/** Long enough to speak a sentence in between, short enough that nobody thinks it is over. */
const REPEAT_MS: Record<Exclude<Sound, 'none'>, number> = { life: 3_500, urgent: 7_000, lost: 10_000 };
/** The longest pattern: a second press during it would only blur what is being heard. */
const PATTERN_MS = 1_300;

export interface Played {
  sound: Sound;
  /** epoch ms */
  at: number;
}

/**
 * Whether a sound has to start now.
 * @param last what was played before
 * @param fresh something rings that did not ring when it was last played: it is heard at once
 */
export function isDue(
  { sound, last, fresh }: { sound: Sound; last: Played | undefined; fresh: boolean },
  now: number,
): boolean {
  if (sound === 'none') return false;
  if (last?.sound !== sound) return true;
  const since = now - last.at;
  // The computer's clock has been set back: better twice than never again.
  if (since < 0) return true;
  return since >= (fresh ? PATTERN_MS : REPEAT_MS[sound]);
}
