import { LRUCache } from 'lru-cache';
import type { Logger } from '../service/create-logger.ts';

export interface MarkClocksOptions {
  mark: (deviceId: string, at: Date) => Promise<void>;
  logger: Logger;
  now?: () => number;
}

/** Once an hour is enough for the people who maintain the device, and all the database should bear. */
const MARK_EVERY_MS = 3_600_000;

/** Marks devices whose clock runs ahead (CONTRACT: `time`). What fails is marked the next time. */
export function createClockMarker({ mark, logger, now = Date.now }: MarkClocksOptions) {
  const marked = new LRUCache<string, number>({ max: 100_000 });
  return (deviceIds: ReadonlySet<string>): void => {
    for (const id of deviceIds) {
      if (performance.now() - (marked.get(id) ?? -Infinity) < MARK_EVERY_MS) continue;
      marked.set(id, performance.now());
      mark(id, new Date(now())).catch((error: unknown) => {
        marked.delete(id);
        logger.warn({ err: error, deviceId: id }, 'a device whose clock runs ahead could not be marked');
      });
    }
  };
}
