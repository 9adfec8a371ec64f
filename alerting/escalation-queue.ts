import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { ESCALATION_QUEUE, QUEUE_PREFIX } from '../contracts/queues.ts';
import type { Logger } from '../service/create-logger.ts';
import type { PlatformClock } from '../store/platform-clock.ts';
import { closeWorker } from './close-worker.ts';
import type { Rounds } from './rounds.ts';
import { takeJobs } from './take-jobs.ts';
import type { NextRound, Schedule } from './schedule.ts';

export interface EscalationQueueOptions {
  redis: Redis;
  workerRedis: Redis;
  rounds: Pick<Rounds, 'make'>;
  clock: PlatformClock;
  logger: Logger;
}

export interface EscalationQueue {
  /** What is due now is made by this process; what is due later waits in the queue for whoever is there then. */
  schedule: Schedule;
  stop: () => Promise<void>;
}

/** What is due within this time is not worth a job, ms. */
const SOON_MS = 1_000;
const LOCK_MS = 5_000;
/** Jobs in hand at once: they wait for each other's batch, not for the processor. */
const AT_ONCE = 100;

/** BullMQ makes rounds of calls punctual. It is not what makes them certain: that is the deadline row and the sweep. */
export function openEscalationQueue(options: EscalationQueueOptions): EscalationQueue {
  const { redis, workerRedis, rounds, clock, logger } = options;
  const onError = (error: Error): void =>
    logger.debug({ err: error }, 'the escalation queue is away; the sweep takes over');
  const queue = new Queue<{ incidentId: string }>(ESCALATION_QUEUE, {
    connection: redis,
    prefix: QUEUE_PREFIX,
  });
  queue.on('error', onError);
  const make = async (incidentId: string, priority: number): Promise<void> => {
    try {
      await rounds.make({ incidentId, priority, by: 'queue' });
    } catch (error) {
      logger.warn({ err: error, incidentId }, 'a round of calls failed; the sweep tries again');
    }
  };
  const jobs = takeJobs<{ incidentId: string }>({
    queue: ESCALATION_QUEUE,
    connection: workerRedis,
    most: AT_ONCE,
    lockMs: LOCK_MS,
    process: (job) => make(job.data.incidentId, job.opts.priority ?? 1),
    onFailed: (_job, error) => onError(error),
    onError,
  });

  const soon = new Set<NodeJS.Timeout>();
  const makeSoon = ({ incidentId, priority, dueAt }: NextRound): void => {
    const timer = setTimeout(
      () => {
        soon.delete(timer);
        void make(incidentId, priority);
      },
      dueAt - clock.now() + 1,
    );
    soon.add(timer);
  };
  const addLater = async (later: readonly NextRound[]): Promise<void> => {
    if (later.length === 0 || redis.status !== 'ready') return;
    const now = clock.now();
    try {
      await queue.addBulk(
        later.map(({ incidentId, priority, dueAt }) => ({
          name: 'round',
          data: { incidentId },
          opts: {
            jobId: `${incidentId}-${dueAt}`,
            priority,
            delay: Math.max(0, dueAt - now),
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      );
    } catch (error) {
      logger.warn(
        { err: error, count: later.length },
        'rounds of calls are not in the queue; the sweep makes them',
      );
    }
  };

  return {
    schedule: async (next) => {
      const now = clock.now();
      for (const { incidentId, priority, dueAt } of next) {
        if (dueAt <= now) void make(incidentId, priority);
        else if (dueAt <= now + SOON_MS) makeSoon({ incidentId, priority, dueAt });
      }
      await addLater(next.filter(({ dueAt }) => dueAt > now + SOON_MS));
    },
    stop: async () => {
      soon.forEach(clearTimeout);
      await jobs.stop();
      await closeWorker(queue);
    },
  };
}
