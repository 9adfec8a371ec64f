import { sql } from 'kysely';
import type { Redis } from 'ioredis';
import type { Health, Part, PartState } from '../contracts/health.ts';
import { LANES, uplinkStream } from '../contracts/uplink.ts';
import type { Store } from '../store/open-store.ts';
import type { IngestMetrics } from './metrics.ts';
import type { Spool } from './telemetry/spool.ts';
import type { Telemetry } from './telemetry/telemetry.ts';
import { ownerKey } from './uplink/shard-leases.ts';

export interface WatchHealthOptions {
  redis: Redis;
  store: Store;
  telemetry: Telemetry;
  spool: Spool;
  shards: number;
  /** what the lanes of this process wait for, if anything */
  blocked: () => readonly ('postgres' | 'redis')[];
  metrics: IngestMetrics;
}

const LOOK_EVERY_MS = 1_000;
const PATIENCE_MS = 2_000;
/** Nothing a life hangs on stays in the log for so long while all is well. */
const BEHIND_MS = 10_000;

/** Looks at what ingest leans on once a second, so that `/readyz` answers at once and from what is known. */
export function watchHealth(options: WatchHealthOptions): { health: () => Health; stop: () => void } {
  const { redis, store, telemetry, spool, shards, blocked, metrics } = options;
  let redisOk = false;
  let postgresOk = false;
  let unread: number[] = Array.from({ length: shards }, (_, shard) => shard);
  let backlog = 0;
  let oldestSafetyMs = 0;
  let looking = false;

  async function look(): Promise<void> {
    [redisOk, postgresOk] = await Promise.all([
      succeeds(lookAtRedis()),
      succeeds(sql`select 1`.execute(store)),
    ]);
    metrics.backlog.set(backlog);
    metrics.spoolLines.set(spool.lines);
    metrics.spoolBytes.set(spool.bytes);
  }

  async function lookAtRedis(): Promise<void> {
    const all = Array.from({ length: shards }, (_, shard) => shard);
    const owners = await Promise.all(all.map((shard) => redis.exists(ownerKey(shard))));
    const lengths = await Promise.all(
      all.flatMap((shard) => LANES.map((lane) => redis.xlen(uplinkStream(shard, lane)))),
    );
    const oldest = await Promise.all(
      all.map((shard) => redis.xrange(uplinkStream(shard, 'safety'), '-', '+', 'COUNT', 1)),
    );
    const ages = oldest.flatMap(([entry]) => (entry ? [Date.now() - Number(entry[0].split('-')[0])] : []));
    oldestSafetyMs = Math.max(0, ...ages);
    unread = all.filter((shard) => owners[shard] !== 1);
    backlog = lengths.reduce((sum, length) => sum + length, 0);
  }

  const tick = () => {
    if (looking) return;
    looking = true;
    void look().finally(() => (looking = false));
  };
  tick();
  const timer = setInterval(tick, LOOK_EVERY_MS);

  function health(): Health {
    const waitsFor = blocked();
    const { code, reason, spooledReadings, hasRoom } = telemetry.state();
    const parts: Part[] = [
      ingestPart(unread, hasRoom, oldestSafetyMs),
      redisOk && !waitsFor.includes('redis')
        ? { name: 'redis', state: 'ok' }
        : {
            name: 'redis',
            state: 'down',
            code: 'unreachable',
            reason: 'Redis does not answer: alarms wait in the broker or the log.',
          },
      postgresPart(postgresOk, waitsFor.includes('postgres')),
      code === 'ok'
        ? { name: 'influx', state: 'ok' }
        : {
            name: 'influx',
            state: 'degraded',
            code,
            reason: `Readings wait on disk (${(reason ?? 'InfluxDB is away').slice(0, 200)}). Alarms are not affected.`,
          },
    ];
    const worst: PartState = parts.some(({ state }) => state === 'down')
      ? 'down'
      : parts.some(({ state }) => state === 'degraded')
        ? 'degraded'
        : 'ok';
    return { state: worst, parts, spooledReadings, backlog };
  }

  return { health, stop: () => clearInterval(timer) };
}

function ingestPart(unread: readonly number[], hasRoom: boolean, oldestSafetyMs: number): Part {
  if (unread.length > 0) {
    return {
      name: 'ingest',
      state: 'down',
      code: 'shards_unread',
      reason: `Nobody reads the shards ${unread.join(', ')} of the uplink log yet.`,
    };
  }
  if (hasRoom && oldestSafetyMs > BEHIND_MS) {
    return {
      name: 'ingest',
      state: 'down',
      code: 'behind',
      reason: `A message of a life-safety device has been in the uplink log for ${Math.round(oldestSafetyMs / 1_000)} s.`,
    };
  }
  if (hasRoom) return { name: 'ingest', state: 'ok' };
  return {
    name: 'ingest',
    state: 'degraded',
    code: 'spool_full',
    reason:
      'The disk spool is full: routine readings wait in the uplink log. Bring InfluxDB back or raise INGEST_SPOOL_MAX_BYTES.',
  };
}

function postgresPart(answers: boolean, isWaitedFor: boolean): Part {
  if (isWaitedFor) {
    return {
      name: 'postgres',
      state: 'down',
      code: 'unreachable',
      reason: 'A device is not remembered and PostgreSQL cannot be asked: its alarms wait in the log.',
    };
  }
  if (answers) return { name: 'postgres', state: 'ok' };
  return {
    name: 'postgres',
    state: 'degraded',
    code: 'unreachable',
    reason: 'PostgreSQL does not answer. Devices that spoke before still get through.',
  };
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, PATIENCE_MS, false)));
  try {
    return await Promise.race([work.then(() => true), late]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
