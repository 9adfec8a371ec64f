import { Redis } from 'ioredis';
import type { CallingPlatform } from './calling-platform.ts';

/** Something that goes wrong while incidents call. */
export interface Disturbance {
  name: string;
  /** alerting processes */
  workers?: number;
  /** PostgreSQL and alerting see a clock that can be set */
  fakeClock?: boolean;
  /** what happens in the middle of it; resolves when the disturbance is over */
  happen: (platform: CallingPlatform) => Promise<void>;
}

const HOUR_MS = 3_600_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const DISTURBANCES: readonly Disturbance[] = [
  { name: 'nothing', happen: () => Promise.resolve() },
  {
    name: 'worker killed, started again',
    happen: async ({ workers, startWorker }) => {
      await kill(workers[0]);
      await startWorker();
    },
  },
  {
    name: 'one of two workers killed',
    workers: 2,
    happen: async ({ workers }) => kill(workers[0]),
  },
  { name: 'two of every worker', workers: 2, happen: () => Promise.resolve() },
  {
    name: 'Redis restarted (kill -9)',
    happen: async ({ redis }) => {
      await redis.crash();
      await redis.start();
    },
  },
  {
    name: 'Redis away for 10 s',
    happen: async ({ redis }) => {
      await redis.crash();
      await pause(10_000);
      await redis.start();
    },
  },
  {
    name: 'Redis flushed',
    happen: async ({ redisUrl }) => {
      const redis = new Redis(redisUrl);
      await redis.flushall();
      redis.disconnect();
    },
  },
  {
    name: 'PostgreSQL restarted (kill -9)',
    happen: async ({ postgres }) => {
      await postgres.crash();
      await postgres.start();
    },
  },
  {
    name: 'provider down',
    happen: async ({ aliyun }) => {
      aliyun.behave({ is: 'down' });
      return Promise.resolve();
    },
  },
  {
    name: 'provider slow (no answer)',
    happen: async ({ aliyun }) => {
      aliyun.behave({ is: 'slow' });
      return Promise.resolve();
    },
  },
  { name: 'clock set 1 h forward', fakeClock: true, happen: ({ setClock }) => setClock(HOUR_MS) },
  { name: 'clock set 1 h back', fakeClock: true, happen: ({ setClock }) => setClock(-HOUR_MS) },
];

async function kill(worker: CallingPlatform['workers'][number] | undefined): Promise<void> {
  worker?.kill('SIGKILL');
  await worker?.exited;
}
