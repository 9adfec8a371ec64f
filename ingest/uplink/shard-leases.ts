import type { Redis } from 'ioredis';
import type { Logger } from '../../service/create-logger.ts';

export interface ShardLeasesOptions {
  redis: Redis;
  shards: number;
  /** unique to this process */
  owner: string;
  /** begins to work a shard off */
  take: (shard: number) => { stop: () => Promise<void> };
  logger: Logger;
}

export interface ShardLeases {
  owned(): number[];
  stop(): Promise<void>;
}

/** Short: after a crash nobody reads the shard for this long, and its presses wait. */
const LEASE_MS = 3_000;
const TICK_MS = 500;
const MEMBERS = 'anju:ingest:members';
const MEMBER_GONE_MS = 3_000;

/** Keeps what is ours, and takes back what expired while nobody else wanted it. */
const RENEW = `
  local owner = redis.call('get', KEYS[1])
  if owner and owner ~= ARGV[1] then return 0 end
  redis.call('set', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 1`;
const RELEASE = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`;

export function ownerKey(shard: number): string {
  return `anju:{${shard}}:owner`;
}

/**
 * Shares the shards among all ingest processes: each takes at most its fair part, a shard is read by one process
 * at a time. A short overlap after a pause would do no harm: everything downstream is idempotent.
 */
export function startShardLeases({ redis, shards, owner, take, logger }: ShardLeasesOptions): ShardLeases {
  const held = new Map<number, { stop: () => Promise<void> }>();
  let stopped = false;

  async function tick(): Promise<void> {
    for (const shard of [...held.keys()]) {
      if ((await redis.eval(RENEW, 1, ownerKey(shard), owner, LEASE_MS)) === 1) continue;
      logger.warn({ shard }, 'the lease of a shard was lost to another process');
      await letGo(shard);
    }
    const fair = Math.ceil(shards / Math.max(1, await countMembers()));
    for (const shard of [...held.keys()].slice(fair)) {
      await letGo(shard);
      await redis.eval(RELEASE, 1, ownerKey(shard), owner);
    }
    for (let shard = 0; shard < shards && held.size < fair && !stopped; shard++) {
      if (held.has(shard)) continue;
      if ((await redis.set(ownerKey(shard), owner, 'PX', LEASE_MS, 'NX')) !== 'OK') continue;
      logger.info({ shard }, 'working a shard of the uplink log off');
      held.set(shard, take(shard));
    }
  }

  async function countMembers(): Promise<number> {
    const [seconds, micros] = await redis.time();
    const now = Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
    await redis.zadd(MEMBERS, now, owner);
    await redis.zremrangebyscore(MEMBERS, 0, now - MEMBER_GONE_MS);
    return redis.zcard(MEMBERS);
  }

  async function letGo(shard: number): Promise<void> {
    const lanes = held.get(shard);
    held.delete(shard);
    await lanes?.stop();
  }

  let wake: (() => void) | undefined;
  const running = (async () => {
    let away = false;
    while (!stopped) {
      try {
        await tick();
        if (away) logger.info('Redis is back');
        away = false;
      } catch (error) {
        if (!away && !stopped) logger.warn({ err: error }, 'Redis is away: alarms wait until it is back');
        away = true;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, TICK_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (stopped) wake();
      });
    }
  })();

  return {
    owned: () => [...held.keys()],
    stop: async () => {
      stopped = true;
      wake?.();
      await running;
      await Promise.all(
        [...held.keys()].map(async (shard) => {
          await letGo(shard);
          await redis.eval(RELEASE, 1, ownerKey(shard), owner).catch(() => undefined); // it expires by itself
        }),
      );
      await redis.zrem(MEMBERS, owner).catch(() => undefined); // it grows old by itself
    },
  };
}
