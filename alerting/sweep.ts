import type { Redis } from 'ioredis';
import type { Logger } from '../service/create-logger.ts';
import { expireLeases } from '../store/expire-leases.ts';
import type { Store } from '../store/open-store.ts';
import type { Metrics } from './metrics.ts';
import { publishIncidents } from './publish-incidents.ts';

export interface SweepOptions {
  store: Store;
  redis: Redis;
  metrics: Metrics;
  logger: Logger;
  /** how often to look, ms */
  everyMs: number;
}

/**
 * Looks for deadlines that have passed and acts on them. Deadlines are rows, so a sweep that failed or a process
 * that died loses nothing: the next look, here or in another process, finds the same rows.
 *
 * Today it ends acknowledgements whose lease has run out; escalation steps join here.
 */
export function startSweep({ store, redis, metrics, logger, everyMs }: SweepOptions): {
  stop: () => Promise<void>;
} {
  let running: Promise<void> = Promise.resolve();
  let failing = false;

  const sweep = async (): Promise<void> => {
    try {
      const expired = await expireLeases(store, Date.now());
      if (expired.length > 0) {
        metrics.leasesExpired.inc(expired.length);
        logger.warn({ incidentIds: expired }, 'leases ran out: the incidents are open again');
        await publishIncidents(store, redis, expired);
      }
      if (failing) logger.info('sweep works again');
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ err: error }, 'sweep failed, will look again');
      failing = true;
    }
  };

  let busy = false;
  const timer = setInterval(() => {
    if (busy) return;
    busy = true;
    running = sweep().finally(() => (busy = false));
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
