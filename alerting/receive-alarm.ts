import { UnrecoverableError, type Job } from 'bullmq';
import { z } from 'zod';
import { alarmSchema, type Alarm } from '../contracts/alarm.ts';
import type { Logger } from '../service/create-logger.ts';
import type { AlarmBatches } from './apply-batch.ts';
import type { Metrics } from './metrics.ts';

export interface ReceiveOptions {
  batches: Pick<AlarmBatches, 'add'>;
  metrics: Metrics;
  logger: Logger;
}

/**
 * Works off one alarm, together with those that wait beside it: incident, then live event. Safe to run twice: the
 * second run changes nothing and publishes again, which covers a crash between the commit and the live event.
 * @throws anything the database or Redis throws: BullMQ tries again until it goes through
 * @throws UnrecoverableError for a malformed alarm: it stays in the failed set for people to look at
 */
export async function receiveAlarm(job: Job, { batches, metrics, logger }: ReceiveOptions): Promise<void> {
  const startedAt = Date.now();
  const alarm = parseAlarm(job, { metrics, logger });
  await batches.add({ alarm, handedOverAt: job.timestamp, startedAt });
}

function parseAlarm(job: Job, { metrics, logger }: Pick<ReceiveOptions, 'metrics' | 'logger'>): Alarm {
  const parsed = alarmSchema.safeParse(job.data);
  if (parsed.success) return parsed.data;
  metrics.failures.inc({ kind: 'malformed' });
  logger.error(
    { jobId: job.id },
    `alarm job is malformed and was set aside: ${z.prettifyError(parsed.error)}`,
  );
  throw new UnrecoverableError('malformed alarm');
}
