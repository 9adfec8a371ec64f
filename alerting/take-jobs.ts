import { setTimeout as sleep } from 'node:timers/promises';
import { Worker, type Job } from 'bullmq';
import type { Redis } from 'ioredis';
import { QUEUE_PREFIX } from '../contracts/queues.ts';
import { inTime } from '../service/in-time.ts';
import { closeWorker } from './close-worker.ts';

export interface TakeJobsOptions<Data> {
  queue: string;
  /** waits for Redis for as long as it takes */
  connection: Redis;
  /** jobs in hand at once; they may wait for each other */
  most: number;
  process: (job: Job<Data>) => Promise<void>;
  /** a job failed; it is tried again as its options say */
  onFailed: (job: Job<Data>, error: Error) => void;
  onError: (error: Error) => void;
  /** how long a job stays locked to a worker that has gone silent, ms */
  lockMs: number;
}

const STALLED_EVERY_MS = 2_000;
const PAUSE_MS = 1_000;
/** Jobs in hand are given this long to finish at the end, ms. */
const GRACE_MS = 4_000;

/**
 * Works a BullMQ queue off in crowds. BullMQ's own loop fetches one job after the other and begins none before it has
 * as many as it may: with two hundred waiting, two hundred round trips and as many writes to disk come before the
 * first. Here the first is begun at once, and those that wait beside it are fetched, and later finished, in one round
 * trip (docs.bullmq.io, "Manually processing jobs"). Locks, stalled jobs and attempts are BullMQ's.
 */
export function takeJobs<Data>(options: TakeJobsOptions<Data>): { stop: () => Promise<void> } {
  const { queue, connection, most, process, onFailed, onError, lockMs } = options;
  const worker = new Worker<Data>(queue, undefined, {
    connection,
    prefix: QUEUE_PREFIX,
    lockDuration: lockMs,
    stalledInterval: STALLED_EVERY_MS,
    // A worker may be killed any number of times while it holds a job; what it stands for must never be given up.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  worker.on('error', onError);
  const inHand = new Map<Job<Data>, Promise<void>>();
  const stopping = new AbortController();
  const { signal } = stopping;
  let tokens = 0;

  const fetchOne = async (block: boolean): Promise<Job<Data> | undefined> => {
    const job = await worker.getNextJob(`${worker.id}:${(tokens += 1)}`, { block });
    if (job === undefined) return undefined;
    inHand.set(
      job,
      workOff(job)
        .catch(onError)
        .finally(() => inHand.delete(job)),
    );
    return job;
  };

  const workOff = async (job: Job<Data>): Promise<void> => {
    const token = job.token ?? '';
    try {
      await process(job);
    } catch (thrown) {
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      onFailed(job, error);
      await job.moveToFailed(error, token, false);
      return;
    }
    // Finished by another since, when this process was silent for too long: it was done twice, which changes nothing.
    await job.moveToCompleted(undefined, token, false);
  };

  /** All that wait, as far as there is room, by more and more in one round trip. */
  const fetchCrowd = async (): Promise<void> => {
    for (let want = 1; ; want *= 2) {
      const room = Math.min(want, most - inHand.size);
      const jobs = await Promise.all(Array.from({ length: room }, () => fetchOne(false)));
      if (signal.aborted || room < want || jobs.includes(undefined)) return;
    }
  };

  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        if (inHand.size >= most) await Promise.race(inHand.values());
        else if ((await fetchOne(true)) !== undefined && !signal.aborted) await fetchCrowd();
      } catch (error) {
        if (signal.aborted) return;
        onError(error instanceof Error ? error : new Error(String(error)));
        await sleep(PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  const running = run();
  void worker.startStalledCheckTimer().catch(onError);
  const renewing = setInterval(() => {
    const jobs = [...inHand.keys()];
    if (jobs.length === 0) return;
    const ids = jobs.map(({ id }) => id ?? '');
    void worker
      .extendJobLocks(
        ids,
        jobs.map(({ token }) => token ?? ''),
        lockMs,
      )
      .catch(onError);
  }, lockMs / 2);

  return {
    stop: async () => {
      stopping.abort();
      await inTime(Promise.all(inHand.values()), GRACE_MS).catch(() => undefined);
      clearInterval(renewing);
      // By force: what is in hand has been waited for, and a fetch that waits for a job would be waited for as well.
      await closeWorker({ close: () => worker.close(true) });
      await inTime(running, PAUSE_MS).catch(() => undefined);
    },
  };
}
