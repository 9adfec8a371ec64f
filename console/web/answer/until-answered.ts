import type { Asked } from './answer-api.ts';

const WAITS_MS = [1_000, 2_000, 4_000, 8_000];

/**
 * Asks until somebody answers, whatever they say: in a lift or a stairwell that can take minutes. Tries at once when
 * the phone says that it is connected again.
 * @param onFailure told how often it has failed so far
 */
export async function untilAnswered<T>(
  ask: () => Promise<Asked<T>>,
  { onFailure, signal, wait }: { onFailure: (times: number) => void; signal: AbortSignal; wait: Wait },
): Promise<Asked<T> | undefined> {
  for (let times = 1; !signal.aborted; times++) {
    const answer = await ask();
    if (signal.aborted) return undefined;
    if (answer.ok || answer.why !== 'unreachable') return answer;
    onFailure(times);
    await wait(answer.retryAfterMs ?? WAITS_MS[Math.min(times, WAITS_MS.length) - 1] ?? 0, signal);
  }
  return undefined;
}

/** Resolves after so many ms, or sooner; never rejects. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** Waits, or until the phone is online again. */
export const waitForNetwork: Wait = (ms, signal) =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal.addEventListener('abort', done);
  });
