import { Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { ALARM_QUEUE, QUEUE_PREFIX } from '../contracts/queues.ts';
import { auditKeyFile } from '../service/audit-key.ts';
import type { Logger } from '../service/create-logger.ts';
import { startHealthServer } from '../service/health-server.ts';
import { keptKey } from '../service/kept-key.ts';
import { openStore } from '../store/open-store.ts';
import { startAuditChain } from './chain-audit-rows.ts';
import { checkHealth } from './check-health.ts';
import type { AlertingConfig } from './config.ts';
import { createMetrics } from './metrics.ts';
import { receiveAlarm } from './receive-alarm.ts';
import { startSweep } from './sweep.ts';

/** Alarms worked on at once; the database's ten connections are what limits. */
const CONCURRENCY = 10;

/**
 * How long a job stays locked to a worker that has gone silent, ms. BullMQ's default of 30 s is half a minute
 * in which a killed worker's press waits; a job worked on twice changes nothing, so short is right.
 */
const LOCK_MS = 5_000;

/**
 * Composes the alerting service: alarms from the queue become incidents, deadlines that pass are acted on.
 * @returns how to stop it; jobs in hand are finished first
 */
export async function startAlerting(
  config: AlertingConfig,
  logger: Logger,
): Promise<{ stop: () => Promise<void> }> {
  const releasers: (() => Promise<unknown>)[] = [];
  const metrics = createMetrics();

  const onError = (error: Error): void => logger.warn({ err: error }, 'a connection failed, will reconnect');
  const store = openStore({ databaseUrl: config.DATABASE_URL, connections: CONCURRENCY + 2, onError });
  releasers.push(() => store.destroy());

  const key = await keptKey(auditKeyFile(config));
  releasers.push(startAuditChain({ store, key, logger, registry: metrics.registry }).stop);

  const redis = connect(config.REDIS_URL, onError);
  releasers.push(() => closeRedis(redis));
  const workerRedis = connect(config.REDIS_URL, onError);
  releasers.push(() => closeRedis(workerRedis));

  const worker = new Worker(ALARM_QUEUE, (job) => receiveAlarm(job, { store, redis, metrics, logger }), {
    connection: workerRedis,
    prefix: QUEUE_PREFIX,
    concurrency: CONCURRENCY,
    lockDuration: LOCK_MS,
    stalledInterval: 2_000,
    // A worker may be killed any number of times while it holds an alarm; the alarm must never be given up.
    maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  worker.on('error', onError);
  worker.on('failed', (job, error) => {
    metrics.failures.inc({ kind: 'attempt' });
    logger.warn(
      { err: error, jobId: job?.id, attempts: job?.attemptsMade },
      'alarm not applied yet, will try again',
    );
  });
  releasers.push(() => worker.close());

  const sweep = startSweep({ store, redis, metrics, logger, everyMs: 1_000 });
  releasers.push(() => sweep.stop());

  if (config.ALERTING_HEALTH_PORT > 0) {
    const health = await startHealthServer({
      host: config.HEALTH_HOST,
      port: config.ALERTING_HEALTH_PORT,
      registry: metrics.registry,
      health: () => checkHealth(store, redis),
    });
    releasers.push(() => health.stop());
  }
  logger.info('alerting is ready');
  return {
    stop: async () => {
      for (const release of releasers.reverse()) await release();
    },
  };
}

function connect(url: string, onError: (error: Error) => void): Redis {
  // BullMQ's workers wait for Redis for as long as it takes.
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: (n) => Math.min(n * 50, 1_000) });
  redis.on('error', onError);
  return redis;
}

function closeRedis(redis: Redis): Promise<unknown> {
  return redis.status === 'ready' ? redis.quit() : Promise.resolve(redis.disconnect());
}
