import type { Redis } from 'ioredis';
import { sql } from 'kysely';
import type { Health, Part } from '../contracts/health.ts';
import type { Store } from '../store/open-store.ts';

/** A dependency that does not answer within this time is away, as far as an alarm is concerned. */
const PATIENCE_MS = 1_000;

/** Whether an alarm would really get through this service: its queue and its database must answer. */
export async function checkHealth(store: Store, redis: Redis): Promise<Health> {
  const [redisUp, postgresUp] = await Promise.all([
    answers(() => redis.ping()),
    answers(() => sql`select 1`.execute(store)),
  ]);
  const down = !redisUp || !postgresUp;
  return {
    state: down ? 'down' : 'ok',
    parts: [
      part('alerting', !down, 'a dependency of alerting is away'),
      part('redis', redisUp, 'Redis does not answer alerting'),
      part('postgres', postgresUp, 'PostgreSQL does not answer alerting'),
    ],
  };
}

function part(name: Part['name'], up: boolean, reason: string): Part {
  return up ? { name, state: 'ok' } : { name, state: 'down', code: 'unreachable', reason };
}

async function answers(ask: () => Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => (timer = setTimeout(() => resolve(false), PATIENCE_MS)));
  try {
    return await Promise.race([ask().then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
