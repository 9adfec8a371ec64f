import { once } from 'node:events';
import type { Redis } from 'ioredis';
import { sql } from 'kysely';
import { CANARY_BEAT, canaryFiguresSchema } from '../contracts/canary.ts';
import { healthSchema } from '../contracts/health.ts';
import type { Platform } from '../contracts/live.ts';
import { inTime } from '../service/in-time.ts';
import { readHeartbeats } from '../store/heartbeats.ts';
import type { Store } from '../store/open-store.ts';
import { composePlatform, type Look, type Probe, type SeenCanary } from './compose-platform.ts';

export interface WatchOptions {
  urls: Record<'broker' | 'ingest' | 'alerting' | 'watchdog', readonly string[] | undefined>;
  redis: Redis;
  store: Store;
  influxUrl: string | undefined;
  /** told on every change, and every 10 s without one */
  onState: (platform: Platform) => void;
}

export interface PlatformWatch {
  /** the state, looked at within the last half second */
  current: () => Promise<Platform>;
  stop: () => void;
}

const EVERY_MS = 2_000;
const FRESH_MS = 500;
const REPEAT_MS = 10_000;
const TIMEOUT_MS = 1_500;

/** Looks at every part of the platform every two seconds. Never throws: what does not answer is `down`. */
export function watchPlatform({ urls, redis, store, influxUrl, onState }: WatchOptions): PlatformWatch {
  let looking: Promise<Platform> | undefined;
  let last: { platform: Platform; at: number } | undefined;
  let told: { text: string; at: number } | undefined;

  const look = async (): Promise<Platform> => {
    const [broker, ingest, alerting, watchdog, redisLook, postgres, influx, canary] = await Promise.all([
      probeAll(urls.broker),
      probeAll(urls.ingest),
      probeAll(urls.alerting),
      probeAll(urls.watchdog),
      lookAt('Redis', () => ping(redis)),
      lookAt('PostgreSQL', () => sql`select 1`.execute(store)),
      lookAtInflux(influxUrl),
      inTime(seenCanary(store), TIMEOUT_MS).catch(() => undefined),
    ]);
    const now = Date.now();
    const seen = { broker, ingest, alerting, redis: redisLook, postgres, influx, watchdog, canary };
    const platform = composePlatform(seen, now);
    last = { platform, at: now };
    const { at: _, ...state } = platform;
    const text = JSON.stringify(state);
    if (told?.text !== text || now - told.at >= REPEAT_MS) {
      told = { text, at: now };
      onState(platform);
    }
    return platform;
  };
  const lookOnce = (): Promise<Platform> =>
    (looking ??= look().finally(() => {
      looking = undefined;
    }));

  const timer = setInterval(() => void lookOnce(), EVERY_MS);
  void lookOnce();
  return {
    current: async () => (last && Date.now() - last.at < FRESH_MS ? last.platform : lookOnce()),
    stop: () => clearInterval(timer),
  };
}

async function probeAll(urls: readonly string[] = []): Promise<Probe[]> {
  return Promise.all(
    urls.map(async (url) => {
      try {
        const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
        return { health: healthSchema.parse(await answer.json()) };
      } catch {
        return { unreachable: `no sensible answer from ${url}/readyz within ${TIMEOUT_MS} ms` };
      }
    }),
  );
}

async function lookAt(name: string, ask: () => Promise<unknown>): Promise<Look> {
  try {
    await inTime(ask(), TIMEOUT_MS);
    return { state: 'ok' };
  } catch {
    return { state: 'down', code: 'unreachable', reason: `${name} does not answer` };
  }
}

/** What the watchdog last wrote of its canary; it may be gone since. */
async function seenCanary(store: Store): Promise<SeenCanary | undefined> {
  const row = (await readHeartbeats(store, CANARY_BEAT)).find(({ name }) => name === CANARY_BEAT);
  const figures = canaryFiguresSchema.safeParse(row?.detail).data;
  return row && figures && { at: row.at, ageMs: row.ageMs, figures };
}

/** A connection that is only just being made is no outage; one that fails says so at once. */
async function ping(redis: Redis): Promise<unknown> {
  if (redis.status !== 'ready') await once(redis, 'ready', { signal: AbortSignal.timeout(TIMEOUT_MS) });
  return redis.ping();
}

async function lookAtInflux(url: string | undefined): Promise<Look> {
  if (url === undefined) {
    return {
      state: 'degraded',
      code: 'not_configured',
      reason: 'INFLUX_URL is not set: no readings to show',
    };
  }
  try {
    await fetch(`${url.replace(/\/+$/, '')}/ping`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { state: 'ok' };
  } catch {
    return { state: 'down', code: 'unreachable', reason: 'InfluxDB does not answer' };
  }
}
