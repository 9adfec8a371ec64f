import { uptime } from 'node:os';
import { openSenders } from '../channels/open-senders.ts';
import { CHANNELS } from '../contracts/notification.ts';
import { ALARM_QUEUE, LIVE_CHANNEL } from '../contracts/queues.ts';
import { auditKeyFile } from '../service/audit-key.ts';
import { connectFailFast, connectPatient } from '../service/connect-redis.ts';
import type { Logger } from '../service/create-logger.ts';
import { startHealthServer } from '../service/health-server.ts';
import { keptKey } from '../service/kept-key.ts';
import { writeConfiguredChannels } from '../store/configured-channels.ts';
import { beat } from '../store/heartbeats.ts';
import { findWaitingOf } from '../store/notifications.ts';
import { openStore } from '../store/open-store.ts';
import { readDatabaseClock, startPlatformClock } from '../store/platform-clock.ts';
import { shiftDeadlines } from '../store/shift-deadlines.ts';
import { openAlarmBatches } from './apply-batch.ts';
import { startAuditChain } from './chain-audit-rows.ts';
import { checkHealth } from './check-health.ts';
import type { AlertingConfig } from './config.ts';
import { deliver } from './deliver.ts';
import { driveRounds } from './drive-rounds.ts';
import { openEscalationQueue } from './escalation-queue.ts';
import { readChange } from './hear-changes.ts';
import { createMakeWay } from './make-way.ts';
import { createMetrics } from './metrics.ts';
import { openInHand } from './in-hand.ts';
import { openNotifyQueues } from './notify-queues.ts';
import { receiveAlarm } from './receive-alarm.ts';
import { openRounds } from './rounds.ts';
import { startSweep } from './sweep.ts';
import { takeJobs } from './take-jobs.ts';
import { sweepParts, VITAL_PARTS } from './sweep-parts.ts';

/** Alarms in hand at once: they wait for each other's batch, not for the processor. */
const ALARMS_AT_ONCE = 200;
/** Attempts to reach somebody at once, per channel: they wait for providers, not for us. */
const ATTEMPTS_AT_ONCE = 50;
const CONNECTIONS = 24;

/**
 * How long a job stays locked to a worker that has gone silent, ms. BullMQ's default of 30 s is half a minute
 * in which a killed worker's press waits; a job worked on twice changes nothing, so short is right.
 */
const LOCK_MS = 5_000;
const SWEEP_MS = 500;

/**
 * Composes the alerting service: alarms from the queue become incidents, incidents that nobody takes call people.
 * @returns how to stop it; jobs in hand are finished first
 */
export async function startAlerting(
  config: AlertingConfig,
  logger: Logger,
): Promise<{ stop: () => Promise<void> }> {
  const releasers: (() => unknown)[] = [];
  const metrics = createMetrics();

  const onError = (error: Error): void => logger.warn({ err: error }, 'a connection failed, will reconnect');
  const store = openStore({ databaseUrl: config.DATABASE_URL, connections: CONNECTIONS, onError });
  releasers.push(() => store.destroy());

  const key = await keptKey(auditKeyFile(config));
  releasers.push(startAuditChain({ store, key, logger, registry: metrics.registry }).stop);

  const clock = startPlatformClock({
    read: readDatabaseClock(store),
    onStep: async (step) => {
      const mine = await shiftDeadlines(store, step);
      if (mine) logger.warn({ ms: step.ms }, 'the clock of the database was set: deadlines were moved along');
      return mine;
    },
    monotonic: () => performance.now(),
    uptime: () => uptime() * 1_000,
  });
  releasers.push(() => clock.stop());
  await clock.look().catch(onError);

  // Two kinds of connections. A worker waits for Redis for as long as it takes; whoever tells Redis something gives up
  // at once, because the database has it in any case and nothing may wait for a queue.
  const redis = connectFailFast({ url: config.REDIS_URL, onError });
  releasers.push(() => redis.disconnect());
  const workerRedis = connectPatient({ url: config.REDIS_URL, onError });
  releasers.push(() => workerRedis.disconnect());

  const senders = openSenders(config, { logger, metrics: metrics.channels });
  releasers.push(() => senders.stop());
  const configured = new Set(
    CHANNELS.filter((channel) => channel === 'console' || senders.isConfigured(channel)),
  );

  const inHand = openInHand(store, clock);
  const deliverOne = (id: string): Promise<void> =>
    deliver(id, {
      store,
      clock,
      inHand,
      sender: senders.sender,
      publicUrl: config.PUBLIC_URL.replace(/\/+$/, ''),
      enqueue: (toSend) => notify.enqueue(toSend),
      logger,
    });
  const notify = openNotifyQueues({
    redis,
    workerRedis,
    clock,
    concurrency: ATTEMPTS_AT_ONCE,
    deliver: deliverOne,
    logger,
  });
  releasers.push(() => notify.stop());

  const makeWay = createMakeWay();
  const rounds = openRounds({
    turn: makeWay.turn,
    drive: (incidents) =>
      driveRounds(incidents, { store, redis, clock, metrics, logger, configured, notify, schedule }),
  });
  releasers.push(() => rounds.stop());
  const escalation = openEscalationQueue({ redis, workerRedis, rounds, clock, logger });
  releasers.push(() => escalation.stop());
  const { schedule } = escalation;

  const batches = openAlarmBatches({ store, redis, clock, makeWay, schedule, metrics, logger });
  const alarms = takeJobs({
    queue: ALARM_QUEUE,
    connection: workerRedis,
    most: ALARMS_AT_ONCE,
    lockMs: LOCK_MS,
    process: (job) => receiveAlarm(job, { batches, metrics, logger }),
    onFailed: (job, error) => {
      metrics.failures.inc({ kind: 'attempt' });
      logger.warn(
        { err: error, jobId: job.id, attempts: job.attemptsMade },
        'alarm not applied yet, will try again',
      );
    },
    onError,
  });
  releasers.push(() => alarms.stop());

  const subscriber = connectPatient({ url: config.REDIS_URL, onError });
  releasers.push(() => subscriber.disconnect());
  subscriber.on('message', (channel, message) => {
    const change = readChange(channel, message);
    if (change === undefined) return;
    const dueAt = change.escalation && Date.parse(change.escalation.nextAt);
    if (change.state === 'open') {
      // Not what this process has just told the others itself.
      if (dueAt !== undefined && dueAt <= clock.now() && !rounds.isInHand(change.id)) {
        void schedule([{ incidentId: change.id, priority: change.priority, dueAt }]);
      }
      return;
    }
    findWaitingOf(store, change.id, clock.now()).then(notify.enqueue).catch(onError);
  });
  void subscriber.subscribe(LIVE_CHANNEL).catch(onError);

  // The console tells in a dry run who would be reached, and knows no provider's secrets.
  let told = false;
  const sweep = startSweep({
    parts: sweepParts({ store, redis, clock, metrics, logger, rounds, deliver: deliverOne }),
    vital: VITAL_PARTS,
    beat: async () => {
      await beat(store, 'sweep:alerting');
      if (told) return;
      await writeConfiguredChannels(store, [...configured]);
      told = true;
    },
    logger,
    everyMs: SWEEP_MS,
  });
  releasers.push(() => sweep.stop());

  if (config.ALERTING_HEALTH_PORT > 0) {
    const health = await startHealthServer({
      host: config.HEALTH_HOST,
      port: config.ALERTING_HEALTH_PORT,
      registry: metrics.registry,
      health: () => checkHealth({ store, redis, sweepAge: sweep.age }),
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
