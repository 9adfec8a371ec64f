import type { Queue } from 'bullmq';
import type { Alarm } from '../contracts/alarm.ts';
import { ALARM_JOB_OPTIONS } from '../contracts/queues.ts';

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
        ...ALARM_JOB_OPTIONS,
        jobId: alarm.id,
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
