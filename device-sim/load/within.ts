import { setTimeout as pause } from 'node:timers/promises';

/** Until `done`, the signal, or so many ms have passed, whichever comes first. */
export async function within(ms: number, done: Promise<void>, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted === true) return;
  const over = new AbortController();
  const waits = [done];
  if (ms < Infinity) waits.push(pause(ms, undefined, { signal: over.signal }).catch(() => undefined));
  if (signal) {
    waits.push(
      new Promise((resolve) =>
        signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal }),
      ),
    );
  }
  await Promise.race(waits);
  over.abort();
}
