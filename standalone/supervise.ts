import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../service/create-logger.ts';
import type { Running } from './program.ts';

export interface Supervised {
  readonly name: string;
  /** The process that runs now; undefined between a death and the next start. */
  current(): Running | undefined;
  stop(): Promise<void>;
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 10_000;
/** Who lived this long did not die of its start: the next death is answered quickly again. */
const HEALTHY_AFTER_MS = 30_000;

/** Keeps a process running. The first start may fail and throws; every later one is tried again. */
export async function supervise<T extends Running>(options: {
  name: string;
  start: () => Promise<T>;
  log: Logger;
}): Promise<Supervised & { readonly first: T }> {
  const { name, start, log } = options;
  const stopping = new AbortController();
  const first = await start();
  let running: Running | undefined = first;

  const watch = async () => {
    let delay = FIRST_DELAY_MS;
    let startedAt = Date.now();
    while (!stopping.signal.aborted) {
      const why = running ? await running.exited : 'it could not be started';
      const last = running?.lastLines().at(-1);
      running = undefined;
      if (stopping.signal.aborted) return;
      if (Date.now() - startedAt > HEALTHY_AFTER_MS) delay = FIRST_DELAY_MS;
      log.warn(
        { part: name, ...(last !== undefined && { lastLine: last }) },
        `${name} ended (${why}): starts again in ${delay} ms`,
      );
      await sleep(delay, undefined, { signal: stopping.signal }).catch(() => undefined);
      delay = Math.min(delay * 2, LONGEST_DELAY_MS);
      if (stopping.signal.aborted) return;
      startedAt = Date.now();
      running = await start().catch((error: unknown) => {
        log.warn({ part: name, err: error }, `${name} could not be started`);
        return undefined;
      });
    }
  };
  const watching = watch();

  return {
    name,
    first,
    current: () => running,
    stop: async () => {
      stopping.abort();
      await running?.stop();
      await watching;
      // A start that was under way when we were told to stop has finished only now.
      await running?.stop();
    },
  };
}
