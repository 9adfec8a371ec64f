import type { Redis } from 'ioredis';
import { healthSchema } from '../contracts/health.ts';
import { SWEEP_BEAT_PREFIX } from '../contracts/canary.ts';
import { inTime } from '../service/in-time.ts';
import { readHeartbeats } from '../store/heartbeats.ts';
import type { Store } from '../store/open-store.ts';
import { type PartLook, type WatchedPart } from './name-broken.ts';

export interface WatchPartsOptions {
  /** one address per process; undefined: nobody said where */
  urls: Readonly<Record<'broker' | 'ingest' | 'alerting' | 'console', readonly string[] | undefined>>;
  redis: Redis;
  store: Store;
  everyMs: number;
  /** told after every look; `sweepAgesMs` is undefined when the database did not answer */
  onLook: (looks: ReadonlyMap<WatchedPart, PartLook>, sweepAgesMs: readonly number[] | undefined) => void;
}

const TIMEOUT_MS = 1_500;

/** Looks at every part of the platform again and again. Never throws: what does not answer is `unreachable`. */
export function watchParts({ urls, redis, store, everyMs, onLook }: WatchPartsOptions): {
  stop: () => Promise<void>;
} {
  const look = async (): Promise<void> => {
    const [services, redisLook, sweeps] = await Promise.all([
      Promise.all(
        Object.entries(urls).flatMap(([name, of]) =>
          of === undefined ? [] : [probe(of).then((seen) => [name as WatchedPart, seen] as const)],
        ),
      ),
      inTime(redis.ping(), TIMEOUT_MS).catch(() => undefined),
      inTime(readHeartbeats(store, SWEEP_BEAT_PREFIX), TIMEOUT_MS).catch(() => undefined),
    ]);
    const looks = new Map<WatchedPart, PartLook>([
      ...services,
      ['redis', redisLook === undefined ? 'unreachable' : 'ok'],
      ['postgres', sweeps === undefined ? 'unreachable' : 'ok'],
    ]);
    onLook(
      looks,
      sweeps?.map(({ ageMs }) => ageMs),
    );
  };

  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= look().finally(() => (running = undefined));
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

/** As good as the best of its processes. */
async function probe(urls: readonly string[]): Promise<PartLook> {
  const looks = await Promise.all(
    urls.map(async (url): Promise<PartLook> => {
      try {
        const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
        return healthSchema.parse(await answer.json()).state === 'down' ? 'not_ready' : 'ok';
      } catch {
        return 'unreachable';
      }
    }),
  );
  return looks.find((seen) => seen === 'ok') ?? looks.find((seen) => seen === 'not_ready') ?? 'unreachable';
}
