import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { CHANNELS, type Channel } from '../contracts/notification.ts';
import { notifyQueue, QUEUE_PREFIX } from '../contracts/queues.ts';
import type { Logger } from '../service/create-logger.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import { closeWorker } from './close-worker.ts';
import { takeJobs } from './take-jobs.ts';

export interface NotifyQueuesOptions {
  redis: Redis;
  workerRedis: Redis;
  clock: PlatformClock;
  /** attempts at once per channel */
  concurrency: number;
  deliver: (notificationId: string) => Promise<void>;
  logger: Logger;
}

/** A notification that has to go out. */
export interface ToSend {
  id: string;
  channel: Channel;
  priority: number;
  /** so far: each attempt is a job of its own */
  attempts: number;
  /** epoch ms by the platform's clock */
  dueAt: number;
}

export interface NotifyQueues {
  /** Never fails: what a queue does not take, the sweep finds. */
  enqueue: (toSend: readonly ToSend[]) => Promise<void>;
  stop: () => Promise<void>;
}

/** Longer than any attempt takes. */
const LOCK_MS = 15_000;
/** What is due later than this waits in its row, and the sweep brings it, ms. */
const AHEAD_MS = 600_000;

/**
 * One queue per channel, so that a provider that is slow holds up nobody but itself, and within each the most urgent
 * first: life safety overtakes everything that waits.
 */
export function openNotifyQueues(options: NotifyQueuesOptions): NotifyQueues {
  const { redis, workerRedis, clock, concurrency, deliver, logger } = options;
  const onError = (error: Error): void =>
    logger.debug({ err: error }, 'a queue of notifications is away; the sweep takes over');
  const channels = CHANNELS.filter((channel) => channel !== 'console');
  const queues = new Map(
    channels.map((channel) => {
      const queue = new Queue<{ notificationId: string }>(notifyQueue(channel), {
        connection: redis,
        prefix: QUEUE_PREFIX,
      });
      queue.on('error', onError);
      return [channel, queue] as const;
    }),
  );
  const workers = channels.map((channel) =>
    takeJobs<{ notificationId: string }>({
      queue: notifyQueue(channel),
      connection: workerRedis,
      most: concurrency,
      lockMs: LOCK_MS,
      process: (job) => deliver(job.data.notificationId),
      onFailed: (job, error) => {
        logger.warn(
          { err: error, notificationId: job.data.notificationId },
          'a notification was not handled; the sweep tries again',
        );
      },
      onError,
    }),
  );

  return {
    enqueue: async (toSend) => {
      if (redis.status !== 'ready') return;
      const now = clock.now();
      for (const [channel, queue] of queues) {
        const jobs = toSend
          .filter((one) => one.channel === channel && one.dueAt - now < AHEAD_MS)
          .map(({ id, priority, attempts, dueAt }) => ({
            name: 'send',
            data: { notificationId: id },
            opts: {
              jobId: `${id}-${attempts}`,
              priority,
              delay: Math.max(0, dueAt - now),
              removeOnComplete: true,
              removeOnFail: true,
            },
          }));
        if (jobs.length === 0) continue;
        await queue.addBulk(jobs).catch((error: unknown) => {
          logger.warn(
            { err: error, channel, count: jobs.length },
            'notifications are not in the queue; the sweep sends them',
          );
        });
      }
    },
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.stop()));
      await Promise.all([...queues.values()].map(closeWorker));
    },
  };
}
