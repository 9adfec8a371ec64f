import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import type { Alarm } from '../contracts/alarm.ts';
import type { Health } from '../contracts/health.ts';
import { ALARM_QUEUE, QUEUE_PREFIX } from '../contracts/queues.ts';
import { LANES } from '../contracts/uplink.ts';
import type { Logger } from '../service/create-logger.ts';
import { startHealthServer } from '../service/health-server.ts';
import { writeDeviceStatus } from '../store/device-status.ts';
import { findKnownDevices, markClockAhead } from '../store/devices.ts';
import { openStore } from '../store/open-store.ts';
import { addToQuarantine } from '../store/quarantine.ts';
import type { IngestConfig } from './config.ts';
import { createDeviceDirectory } from './device-directory.ts';
import { followDevices } from './follow-devices.ts';
import { createClockMarker } from './mark-clocks.ts';
import { createDeviceStatusKeeper } from './keep-device-status.ts';
import { createMetrics } from './metrics.ts';
import { createQuarantineWriter } from './quarantine-writer.ts';
import { claimSpool } from './telemetry/claim-spool.ts';
import { openInfluxWriter } from './telemetry/influx-writer.ts';
import { startTelemetry } from './telemetry/telemetry.ts';
import { startLane, type RunningLane } from './uplink/lane.ts';
import { startShardLeases } from './uplink/shard-leases.ts';
import { watchHealth } from './watch-health.ts';

export interface IngestOptions {
  config: IngestConfig;
  logger: Logger;
  /** of this process: tells its spool from that of another on the same DATA_DIR */
  pid: number;
}

export interface Ingest {
  health(): Health;
  /** 0 when not served */
  healthPort: number;
  stop(): Promise<void>;
}

type ConnectOptions = {
  maxRetriesPerRequest?: null | 0;
  autoResubscribe?: false;
  autoResendUnfulfilledCommands?: false;
};

/**
 * A reply that is lost has delivered its entries, so a reader must hear of it. Nothing is sent again behind its back
 * (what was delivered first would stay pending unseen), and ioredis' `blockingTimeout` stays off: it answers "nothing new"
 * by itself when Redis is a tenth of a second late.
 */
const READER: ConnectOptions = { autoResendUnfulfilledCommands: false, maxRetriesPerRequest: 0 };

/** Wires ingest together: uplink log → devices → alarms → readings. Resolves when it works; Redis may still be away. */
export async function startIngest({ config, logger, pid }: IngestOptions): Promise<Ingest> {
  const releasers: (() => unknown)[] = [];
  const stop = async () => {
    for (const release of releasers.splice(0).reverse()) await release();
  };
  try {
    const connect = (more: ConnectOptions = {}) => {
      const redis = new Redis(config.REDIS_URL, {
        // A command fails soon while Redis is away or mute: whoever needs it asks again, and it shows in /readyz.
        maxRetriesPerRequest: 1,
        commandTimeout: 10_000,
        retryStrategy: (attempt) => Math.min(attempt * 100, 1_000),
        ...more,
      });
      redis.on('error', (error) => logger.debug({ err: error }, 'Redis connection'));
      return redis;
    };
    const metrics = createMetrics();
    const stopping = new AbortController();

    const store = openStore({
      databaseUrl: config.DATABASE_URL,
      connections: 4,
      onError: (error) => logger.warn({ err: error }, 'PostgreSQL connection'),
    });
    releasers.push(() => store.destroy());
    const redis = connect();
    releasers.push(() => redis.disconnect());
    const queue = new Queue<Alarm>(ALARM_QUEUE, { connection: redis, prefix: QUEUE_PREFIX });
    queue.on('error', (error) => logger.debug({ err: error }, 'the alarm queue'));
    releasers.push(() => queue.close());

    const claimed = await claimSpool({
      dataDir: config.DATA_DIR,
      maxBytes: config.INGEST_SPOOL_MAX_BYTES,
      pid,
      logger,
    });
    releasers.push(claimed.release);
    const writer =
      config.INFLUX_URL === undefined
        ? undefined
        : openInfluxWriter({ url: config.INFLUX_URL, db: config.INFLUX_DB, token: config.INFLUX_TOKEN });
    const telemetry = startTelemetry({ writer, spool: claimed.spool, logger, metrics });
    releasers.push(() => telemetry.stop());

    const directory = createDeviceDirectory({ find: (ids) => findKnownDevices(store, ids) });
    const subscriber = connect({ maxRetriesPerRequest: null, autoResubscribe: false });
    releasers.push(() => subscriber.disconnect());
    followDevices({ subscriber, directory, logger });

    const quarantine = createQuarantineWriter({
      add: (messages) => addToQuarantine(store, messages),
      logger,
      metrics,
      signal: stopping.signal,
    });
    const markClocksAhead = createClockMarker({ mark: (id, at) => markClockAhead(store, id, at), logger });
    const status = createDeviceStatusKeeper({
      write: (updates) => writeDeviceStatus(store, updates),
      logger,
      metrics,
    });
    releasers.push(() => status.stop());

    const lanes = new Set<RunningLane>();
    const leases = startShardLeases({
      redis,
      shards: config.UPLINK_SHARDS,
      owner: randomUUID(),
      logger,
      take: (shard) => {
        const started = LANES.map((lane) =>
          startLane({
            ...{
              shard,
              lane,
              redis,
              queue,
              directory,
              telemetry,
              quarantine,
              markClocksAhead,
              status,
              logger,
              metrics,
            },
            reader: connect(READER),
          }),
        );
        for (const lane of started) lanes.add(lane);
        return {
          stop: async () => {
            await Promise.all(started.map((lane) => lane.stop()));
            for (const lane of started) lanes.delete(lane);
          },
        };
      },
    });
    releasers.push(() => leases.stop());
    releasers.push(() => stopping.abort());

    const watched = watchHealth({
      ...{ redis, store, telemetry, metrics },
      spool: claimed.spool,
      shards: config.UPLINK_SHARDS,
      blocked: () => [...lanes].flatMap((lane) => lane.blocked() ?? []),
    });
    releasers.push(watched.stop);
    let healthPort = 0;
    if (config.INGEST_HEALTH_PORT > 0) {
      const server = await startHealthServer({
        host: config.HEALTH_HOST,
        port: config.INGEST_HEALTH_PORT,
        registry: metrics.registry,
        health: watched.health,
      });
      releasers.push(server.stop);
      healthPort = server.port;
    }
    return { health: watched.health, healthPort, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
