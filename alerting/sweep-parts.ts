import type { Redis } from 'ioredis';
import { CHANNELS, type Channel } from '../contracts/notification.ts';
import type { Logger } from '../service/create-logger.ts';
import { endMaintenance } from '../store/end-maintenance.ts';
import { findOverdueCalls } from '../store/escalate.ts';
import { expireLeases } from '../store/expire-leases.ts';
import { judgeHomes } from '../store/judge-homes.ts';
import { findOldClaims, findWaiting, putBack } from '../store/notifications.ts';
import type { Store } from '../store/open-store.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import { inParallel } from './in-parallel.ts';
import type { Metrics } from './metrics.ts';
import { publishChanges, tryToPublish } from './publish-incidents.ts';
import type { Rounds } from './rounds.ts';
import { createClaimWatch } from './watch-claims.ts';

export interface SweepPartsOptions {
  store: Store;
  redis: Redis;
  clock: PlatformClock;
  metrics: Metrics;
  logger: Logger;
  rounds: Pick<Rounds, 'make' | 'isInHand'>;
  deliver: (notificationId: string) => Promise<void>;
}

/** What is late by less than this is left to the queues, which are about to bring it, ms. */
const OVERDUE_MS = 500;
const BATCH = 500;
/** Rounds made in one look at most: it has to come through within seconds, and comes again in half of one. */
const CALLS = 200;
const DELIVERIES_AT_ONCE = 50;
/** Homes whose protection is judged in one look at most; after a power cut there are more, and alarms go first. */
const JUDGED = 2_000;

/** What must come through within seconds; the others wait for providers as long as these take. */
export const VITAL_PARTS = ['leases', 'maintenance', 'calls', 'claims'] as const;

/** Everything that must happen although no queue brings it. Each part stands alone and needs only the database. */
export function sweepParts(options: SweepPartsOptions): Record<string, () => Promise<void>> {
  const { store, redis, clock, metrics, logger, rounds, deliver } = options;
  const send = async (channel: Channel): Promise<void> => {
    const waiting = await findWaiting(store, clock.now(), { channel, limit: BATCH, overdueMs: OVERDUE_MS });
    await inParallel(waiting, DELIVERIES_AT_ONCE, ({ id }) => deliver(id));
  };
  const diedWith = createClaimWatch();
  return {
    leases: async () => {
      const expired = await expireLeases(store, clock.now());
      if (expired.length === 0) return;
      metrics.leasesExpired.inc(expired.length);
      logger.warn({ incidentIds: expired }, 'leases ran out: the incidents are open again');
      await tryToPublish(publishChanges(store, redis, expired), logger);
    },
    maintenance: async () => {
      const raised = await endMaintenance(store, clock.now());
      if (raised.length === 0) return;
      logger.info({ incidentIds: raised }, 'test or maintenance is over: what waited for it calls now');
      await tryToPublish(publishChanges(store, redis, raised), logger);
    },
    calls: async () => {
      const overdue = await findOverdueCalls(store, clock.now() - OVERDUE_MS, BATCH);
      // What this process has in hand already needs no reminder.
      const missed = overdue.filter(({ incidentId }) => !rounds.isInHand(incidentId)).slice(0, CALLS);
      const made = await Promise.allSettled(missed.map((round) => rounds.make({ ...round, by: 'sweep' })));
      const failed = made.find((result) => result.status === 'rejected');
      if (failed) throw failed.reason;
    },
    claims: async () => {
      for (const claim of diedWith(await findOldClaims(store, clock.now()))) {
        logger.warn({ notificationId: claim.id }, 'a worker died with a message in hand: it is sent again');
        await putBack(store, claim, clock.now());
      }
    },
    protection: async () => {
      for (let judged = 0; judged < JUDGED;) {
        const looked = await judgeHomes(store, clock.now(), BATCH);
        if (looked < BATCH) return;
        judged += looked;
      }
    },
    ...Object.fromEntries(
      CHANNELS.filter((channel) => channel !== 'console').map((channel) => [
        `notify ${channel}`,
        () => send(channel),
      ]),
    ),
  };
}
