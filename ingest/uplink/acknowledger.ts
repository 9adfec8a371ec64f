import type { Redis } from 'ioredis';
import { UPLINK_GROUP } from '../../contracts/uplink.ts';
import { retry } from '../retry.ts';

export interface AcknowledgerOptions {
  redis: Redis;
  stream: string;
  signal: AbortSignal;
  onError: (error: unknown) => void;
}

/** More in one command would keep Redis from others for too long. */
const IDS_AT_ONCE = 500;

/**
 * Takes entries that are done out of the uplink log. One round trip at a time: what is done meanwhile goes with the
 * next, because a batch of readings that is stored ends dozens of entries at once.
 * @returns resolves once the entry is out of the log; rejects only when stopped before
 */
export function createAcknowledger({ redis, stream, signal, onError }: AcknowledgerOptions) {
  let waiting: { id: string; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let running = false;

  async function run(): Promise<void> {
    running = true;
    while (waiting.length > 0) {
      const some = waiting.slice(0, IDS_AT_ONCE);
      waiting = waiting.slice(IDS_AT_ONCE);
      const ids = some.map(({ id }) => id);
      try {
        const take = () =>
          redis
            .multi()
            .xack(stream, UPLINK_GROUP, ...ids)
            .xdel(stream, ...ids)
            .exec();
        await retry(take, { signal, onError });
        for (const { resolve } of some) resolve();
      } catch (error) {
        for (const { reject } of some) reject(error);
      }
    }
    running = false;
  }

  return (id: string): Promise<void> =>
    new Promise((resolve, reject) => {
      waiting.push({ id, resolve, reject });
      // Not at once: the other entries of the same write are told in the same round of the event loop.
      if (!running) {
        running = true;
        setImmediate(() => void run());
      }
    });
}
