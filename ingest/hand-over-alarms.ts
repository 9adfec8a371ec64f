import type { Queue } from 'bullmq';
import type { Alarm } from '../contracts/alarm.ts';

const RETRY_EVERY_MS = 2_000;
/** A day of trying: alerting or its database may be away for long, and the alarm must still come. */
const ATTEMPTS = (24 * 3_600_000) / RETRY_EVERY_MS;

/**
 * Hands alarms over to alerting. They are on disk in Redis when it resolves. The job's id is the alarm's, so an
 * alarm that is handed over twice is one job.
 */
export async function handOverAlarms(queue: Queue<Alarm>, alarms: readonly Alarm[]): Promise<void> {
  await queue.addBulk(
    alarms.map((alarm) => ({
      name: alarm.type,
      data: alarm,
      opts: {
        jobId: alarm.id,
        attempts: ATTEMPTS,
        backoff: { type: 'fixed', delay: RETRY_EVERY_MS },
        removeOnComplete: { age: 3_600, count: 10_000 },
        removeOnFail: false,
        // In BullMQ no priority comes before any: a life before water, water before a work order or a test.
        ...queuePriority(alarm),
      },
    })),
  );
}

function queuePriority({ priority, test }: Alarm): { priority?: number } {
  if (test) return { priority: 3 };
  return priority === 1 ? {} : { priority };
}
