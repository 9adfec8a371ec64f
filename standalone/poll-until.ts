import { setTimeout as sleep } from 'node:timers/promises';

export interface PollOptions {
  timeoutMs: number;
  everyMs?: number;
  /** Ends the wait at once, with this error, when what we wait for can no longer come. */
  failed?: Promise<Error>;
}

/** Asks `isTrue` until it says yes; throws when the time is over. */
export async function pollUntil(
  isTrue: () => boolean | Promise<boolean>,
  { timeoutMs, everyMs = 50, failed }: PollOptions,
): Promise<void> {
  const end = Date.now() + timeoutMs;
  let failure: Error | undefined;
  void failed?.then((error) => (failure = error));
  for (;;) {
    if (await isTrue()) return;
    if (failure !== undefined) throw failure;
    if (Date.now() > end) throw new Error(`not so after ${timeoutMs / 1000} s`);
    await sleep(everyMs);
  }
}
