import type { Redis } from 'ioredis';
import { PRESENCE_PREFIX } from '../contracts/queues.ts';
import { inTime } from '../service/in-time.ts';

const PATIENCE_MS = 500;

/** Whose screen is connected. Without Redis nobody is known to be there, and everybody is called by other ways. */
export async function findPresent(redis: Redis, userIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (userIds.length === 0 || redis.status !== 'ready') return new Set();
  const asked = redis.mget(userIds.map((id) => PRESENCE_PREFIX + id));
  const values = await inTime(asked, PATIENCE_MS).catch((): null[] => []);
  return new Set(userIds.filter((_id, index) => typeof values[index] === 'string'));
}
