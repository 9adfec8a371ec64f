import type { Redis } from 'ioredis';
import type { Channel } from '../contracts/notification.ts';
import type { Logger } from '../service/create-logger.ts';
import { escalateAll, type Escalated } from '../store/escalate.ts';
import type { Store } from '../store/open-store.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import { findPresent } from './find-present.ts';
import { gatherRounds, type Gathered } from './gather-rounds.ts';
import type { Metrics } from './metrics.ts';
import type { NotifyQueues } from './notify-queues.ts';
import { publishIncidents, tryToPublish } from './publish-incidents.ts';
import type { NextRound, Schedule } from './schedule.ts';

/** Who noticed that a round is due; what the sweep had to make is counted. */
export type NoticedBy = 'queue' | 'sweep';

export interface DriveOptions {
  store: Store;
  redis: Redis;
  clock: PlatformClock;
  metrics: Metrics;
  logger: Logger;
  configured: ReadonlySet<Channel>;
  notify: Pick<NotifyQueues, 'enqueue'>;
  schedule: Schedule;
}

/** A round that is noticed so much too early by the database's clock is looked at again when it is due, ms. */
const EARLY_MS = 1_000;

type Made = Extract<Escalated, { outcome: 'round' }>;

/**
 * Makes the rounds of calls of these incidents that are due, in one transaction: writes them down, hands the calls
 * out, asks to come again for the next, and tells the screens.
 * @param incidents who noticed it, by incident
 */
export async function driveRounds(
  incidents: ReadonlyMap<string, NoticedBy>,
  options: DriveOptions,
): Promise<void> {
  const { store, redis, clock, logger, configured, notify, schedule } = options;
  const gathered = await gatherRounds(store, [...incidents.keys()], {
    now: clock.now(),
    configured,
    present: (userIds) => findPresent(redis, userIds),
  });
  const toSchedule = (incidentId: string, dueAt: number): NextRound => ({
    incidentId,
    priority: gathered.get(incidentId)?.priority ?? 1,
    dueAt,
  });
  const done = await escalateAll(store, gathered, clock.now());
  const made = new Map(
    [...done].flatMap(([id, one]) => (one.outcome === 'round' ? [[id, one] as const] : [])),
  );
  const again = [...done].flatMap(([id, one]) =>
    one.outcome === 'not_due' && incidents.get(id) === 'queue' ? [{ id, dueAt: one.dueAt ?? Infinity }] : [],
  );
  // A job that comes a moment too early by the database's clock; what is put off further has a job of its own.
  const early = again.filter(({ dueAt }) => dueAt - clock.now() <= EARLY_MS);
  void schedule(early.map(({ id, dueAt }) => toSchedule(id, dueAt)));
  if (made.size === 0) return;
  for (const [id, round] of made) {
    report({ incidentId: id, by: incidents.get(id) ?? 'queue', round, gathered: gathered.get(id) }, options);
  }
  // Not waited for: the rows are written, and a Redis that hangs must not hold up the next incident.
  void notify.enqueue(
    [...made.values()].flatMap(({ calls }) => calls.map((call) => ({ ...call, attempts: 0 }))),
  );
  void schedule([...made].map(([id, { nextAt }]) => toSchedule(id, nextAt)));
  await tryToPublish(publishIncidents(store, redis, [...made.keys()]), logger);
}

function report(
  {
    incidentId,
    by,
    round,
    gathered,
  }: { incidentId: string; by: NoticedBy; round: Made; gathered: Gathered | undefined },
  { metrics, logger }: DriveOptions,
): void {
  metrics.rounds.inc({ by });
  metrics.roundLateness.observe(round.lateMs / 1_000);
  if (round.called > 0 || gathered?.canary !== false) return;
  metrics.unreached.inc();
  // A work order waits in its list whether or not a screen is open: nobody must get up for it.
  const level = gathered.priority === 3 ? 'warn' : 'error';
  logger[level](
    { incidentId, round: round.round },
    'a round of calls reached nobody: check contacts and channels',
  );
}
