import type { Redis } from 'ioredis';
import type { Channel } from '../contracts/notification.ts';
import { PRESENCE_PREFIX } from '../contracts/queues.ts';
import type { Logger } from '../service/create-logger.ts';
import { escalate } from '../store/escalate.ts';
import type { Store } from '../store/open-store.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import type { EscalationQueue } from './escalation-queue.ts';
import { gatherRound } from './gather-round.ts';
import type { Metrics } from './metrics.ts';
import type { NotifyQueues } from './notify-queues.ts';
import { publishIncidents, tryToPublish } from './publish-incidents.ts';

export interface DriveOptions {
  store: Store;
  redis: Redis;
  clock: PlatformClock;
  metrics: Metrics;
  logger: Logger;
  configured: ReadonlySet<Channel>;
  notify: NotifyQueues;
  schedule: EscalationQueue['schedule'];
}

/** Waits at most this long for a job that comes a moment too early by the database's clock, ms. */
const EARLY_MS = 1_000;

/**
 * Makes the round of calls of an incident that is due: writes it down, tells the screens, hands the calls out, and
 * asks to come again for the next.
 * @param by who noticed; a round that the sweep had to make is counted
 */
export async function driveEscalation(
  incidentId: string,
  by: 'queue' | 'sweep',
  options: DriveOptions,
): Promise<void> {
  const { store, redis, clock, metrics, logger, configured, notify, schedule } = options;
  const gathered = await gatherRound(store, incidentId, {
    now: clock.now(),
    configured,
    present: (userIds) => findPresent(redis, userIds),
  });
  if (gathered === undefined) return;
  let done = await escalate(store, incidentId, clock.now(), gathered);
  if (done.outcome === 'not_due' && by === 'queue' && done.dueAt !== undefined) {
    const early = done.dueAt - clock.now();
    if (early > EARLY_MS) return;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, early) + 1));
    done = await escalate(store, incidentId, clock.now(), gathered);
  }
  if (done.outcome === 'not_due') return;

  metrics.rounds.inc({ by });
  metrics.roundLateness.observe(done.lateMs / 1_000);
  if (done.called === 0 && gathered.canary === false) {
    metrics.unreached.inc();
    // A work order waits in its list whether or not a screen is open: nobody must get up for it.
    const level = gathered.priority === 3 ? 'warn' : 'error';
    logger[level](
      { incidentId, round: done.round },
      'a round of calls reached nobody: check contacts and channels',
    );
  }
  // Not waited for: the rows are written, and a Redis that hangs must not hold up the next incident.
  void notify.enqueue(done.calls.map((call) => ({ ...call, attempts: 0 })));
  void schedule({ incidentId, priority: gathered.priority, dueAt: done.nextAt });
  await tryToPublish(publishIncidents(store, redis, [incidentId]), logger);
}

/** Whose screen is connected. Without Redis nobody is known to be there, and everybody is called by other ways. */
async function findPresent(redis: Redis, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (userIds.length === 0 || redis.status !== 'ready') return new Set();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null[]>((resolve) => (timer = setTimeout(() => resolve([]), 500)));
  try {
    const values = await Promise.race([redis.mget(userIds.map((id) => PRESENCE_PREFIX + id)), late]);
    return new Set(userIds.filter((_id, index) => typeof values[index] === 'string'));
  } catch {
    return new Set();
  } finally {
    clearTimeout(timer);
  }
}
