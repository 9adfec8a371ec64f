import { setTimeout as sleep } from 'node:timers/promises';

/** This many alarms within so many ms are a crowd: somebody's street has no power. */
const CROWD = 20;
const WITHIN_MS = 250;
/** Calling waits for a crowd to pass, but never longer than this before each of its batches, ms. */
const LONGEST_MS = 1_000;
const LOOK_MS = 50;

export interface MakeWay {
  /** so many alarms were taken in hand */
  came: (alarms: number) => void;
  /** resolves when it is the turn of a batch of calls */
  turn: () => Promise<void>;
}

/**
 * Opening and showing incidents comes before calling about them: while alarms come in crowds, calls make way. They are
 * made a batch a second all the same, and at full speed as soon as the crowd has passed.
 */
export function createMakeWay(monotonic: () => number = () => performance.now()): MakeWay {
  let crowd: { at: number; alarms: number }[] = [];
  const isCrowded = (): boolean => {
    const now = monotonic();
    crowd = crowd.filter(({ at }) => now - at < WITHIN_MS);
    return crowd.reduce((sum, { alarms }) => sum + alarms, 0) >= CROWD;
  };
  return {
    came: (alarms) => void crowd.push({ at: monotonic(), alarms }),
    turn: async () => {
      const since = monotonic();
      while (isCrowded() && monotonic() - since < LONGEST_MS) await sleep(LOOK_MS);
    },
  };
}
