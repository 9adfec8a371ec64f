import type { Redis } from 'ioredis';
import { sql } from 'kysely';
import type { Health, Part } from '../contracts/health.ts';
import { inTime } from '../service/in-time.ts';
import type { Store } from '../store/open-store.ts';

/** A dependency that does not answer within this time is away, as far as an alarm is concerned. */
const PATIENCE_MS = 1_000;

/** The sweep looks twice a second; one that has not come through for this long makes nothing good any more, ms. */
const SWEEP_SILENT_MS = 10_000;

/**
 * Whether an alarm would really get through this service: its queue and its database must answer, and its sweep must
 * be alive.
 * @param sweepAge how long ago the sweep last came through, ms
 */
export async function checkHealth({
  store,
  redis,
  sweepAge,
}: {
  store: Store;
  redis: Redis;
  sweepAge: () => number | undefined;
}): Promise<Health> {
  const [redisUp, postgresUp] = await Promise.all([
    answers(() => redis.ping()),
    answers(() => sql`select 1`.execute(store)),
  ]);
  const age = sweepAge();
  const sweeps = age !== undefined && age < SWEEP_SILENT_MS;
  const down = !redisUp || !postgresUp;
  return {
    state: down || !sweeps ? 'down' : 'ok',
    parts: [
      down || sweeps
        ? part('alerting', !down, 'a dependency of alerting is away')
        : {
            name: 'alerting',
            state: 'down',
            code: 'sweep_silent',
            reason: 'the sweep has not come through for 10 s',
          },
      part('redis', redisUp, 'Redis does not answer alerting'),
      part('postgres', postgresUp, 'PostgreSQL does not answer alerting'),
    ],
  };
}

function part(name: Part['name'], up: boolean, reason: string): Part {
  return up ? { name, state: 'ok' } : { name, state: 'down', code: 'unreachable', reason };
}

function answers(ask: () => Promise<unknown>): Promise<boolean> {
  return inTime(ask(), PATIENCE_MS).then(
    () => true,
    () => false,
  );
}
