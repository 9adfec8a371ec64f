import { setTimeout as sleep } from 'node:timers/promises';

export interface RetryOptions {
  /** ends the retrying: the last error is thrown */
  signal: AbortSignal;
  onError: (error: unknown) => void;
}

const FIRST_MS = 100;
const MOST_MS = 2_000;

/** Does it until it succeeds: what must not be lost has no last attempt, only a stop. */
export async function retry<T>(work: () => Promise<T>, { signal, onError }: RetryOptions): Promise<T> {
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, MOST_MS)) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw error;
      onError(error);
      await sleep(wait, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw error;
    }
  }
}
