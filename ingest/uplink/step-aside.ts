import { setImmediate } from 'node:timers/promises';

/**
 * Counts messages over all entries of a lane and lets others have their turn after so many.
 * @returns to be called for every message: a promise to wait for, or undefined to go on
 */
export function stepAsideEvery(messages: number): () => Promise<void> | undefined {
  let since = 0;
  return () => {
    since += 1;
    if (since < messages) return undefined;
    since = 0;
    return setImmediate();
  };
}
