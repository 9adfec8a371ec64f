import { UnrecoverableError, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import { alarmSchema } from '../contracts/alarm.ts';
import type { Logger } from '../service/create-logger.ts';
import { applyAlarm } from '../store/apply-alarm.ts';
import type { Store } from '../store/open-store.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import type { EscalationQueue } from './escalation-queue.ts';
import type { Metrics, Stage } from './metrics.ts';
import { publishChanges } from './publish-incidents.ts';

export interface ReceiveOptions {
  store: Store;
  redis: Redis;
  clock: PlatformClock;
  /** has the first round of calls made at once */
  schedule: EscalationQueue['schedule'];
  metrics: Metrics;
  logger: Logger;
}

/**
 * Works off one alarm: incident, then live event. Safe to run twice: the second run changes nothing and
 * publishes again, which covers a crash between the commit and the live event.
 * @throws anything the database or Redis throws: BullMQ tries again until it goes through
 * @throws UnrecoverableError for a malformed alarm: it stays in the failed set for people to look at
 */
export async function receiveAlarm(
  job: Job,
  { store, redis, clock, schedule, metrics, logger }: ReceiveOptions,
): Promise<void> {
  const started = Date.now();
  const parsed = alarmSchema.safeParse(job.data);
  if (!parsed.success) {
    metrics.failures.inc({ kind: 'malformed' });
    logger.error(
      { jobId: job.id },
      `alarm job is malformed and was set aside: ${z.prettifyError(parsed.error)}`,
    );
    throw new UnrecoverableError('malformed alarm');
  }
  const alarm = parsed.data;
  const openedAt = clock.now();
  const { incidentId, outcome } = await applyAlarm(store, alarm, openedAt);
  metrics.alarms.inc({ type: alarm.type, outcome });
  if (outcome === 'continuing') return;
  const committed = Date.now();
  if (outcome === 'opened') void schedule({ incidentId, priority: alarm.priority, dueAt: openedAt });
  await publishChanges(store, redis, [incidentId]);
  const published = Date.now();

  const observe = (stage: Stage, ms: number): void =>
    metrics.stages.observe({ stage }, Math.max(0, ms) / 1000);
  observe('to_queue', job.timestamp - alarm.receivedAt);
  observe('in_queue', started - job.timestamp);
  observe('transaction', committed - started);
  observe('publish', published - committed);
  observe('total', published - alarm.receivedAt);
  logger.info(
    {
      incidentId,
      alarmId: alarm.id,
      homeId: alarm.homeId,
      type: alarm.type,
      ms: published - alarm.receivedAt,
    },
    `alarm ${outcome}`,
  );
}
