import { Queue, Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { ESCALATION_QUEUE, QUEUE_PREFIX } from '../contracts/queues.ts';
import type { Logger } from '../service/create-logger.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import { closeWorker } from './close-worker.ts';

export interface EscalationQueueOptions {
  redis: Redis;
  workerRedis: Redis;
  concurrency: number;
  /** makes the round that is due, if one is */
  drive: (incidentId: string) => Promise<void>;
  clock: PlatformClock;
  logger: Logger;
}

export interface NextRound {
  incidentId: string;
  priority: number;
  /** epoch ms by the platform's clock; a second job for the same moment is not added */
  dueAt: number;
}

export interface EscalationQueue {
  /** Never fails: what the queue does not take, the sweep finds. */
  schedule: (next: NextRound) => Promise<void>;
  stop: () => Promise<void>;
}

/** BullMQ makes rounds of calls punctual. It is not what makes them certain: that is the deadline row and the sweep. */
export function openEscalationQueue(options: EscalationQueueOptions): EscalationQueue {
  const { redis, workerRedis, concurrency, drive, clock, logger } = options;
  const queue = new Queue<{ incidentId: string }>(ESCALATION_QUEUE, {
    connection: redis,
    prefix: QUEUE_PREFIX,
  });
  queue.on('error', (error) =>
    logger.debug({ err: error }, 'the escalation queue is away; the sweep takes over'),
  );
  const worker = new Worker(
    ESCALATION_QUEUE,
    (job: Job<{ incidentId: string }>) => drive(job.data.incidentId),
    {
      connection: workerRedis,
      prefix: QUEUE_PREFIX,
      concurrency,
      lockDuration: 5_000,
      stalledInterval: 2_000,
    },
  );
  worker.on('error', (error) =>
    logger.debug({ err: error }, 'the escalation queue is away; the sweep takes over'),
  );
  worker.on('failed', (job, error) => {
    logger.warn(
      { err: error, incidentId: job?.data.incidentId },
      'a round of calls failed; the sweep tries again',
    );
  });
  return {
    schedule: async ({ incidentId, priority, dueAt }) => {
      if (redis.status !== 'ready') return;
      try {
        await queue.add(
          'round',
          { incidentId },
          {
            jobId: `${incidentId}-${dueAt}`,
            priority,
            delay: Math.max(0, dueAt - clock.now()),
            removeOnComplete: true,
            removeOnFail: true,
          },
        );
      } catch (error) {
        logger.warn({ err: error, incidentId }, 'a round of calls is not in the queue; the sweep makes it');
      }
    },
    stop: async () => {
      await closeWorker(worker);
      await closeWorker(queue);
    },
  };
}
