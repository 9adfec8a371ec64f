import { createChannelMetrics } from '../channels/channel-metrics.ts';
import { openSenders } from '../channels/open-senders.ts';
import { WATCHDOG_BEAT } from '../contracts/canary.ts';
import { DEVICES_CHANNEL } from '../contracts/queues.ts';
import { connectFailFast, connectPatient } from '../service/connect-redis.ts';
import type { Logger } from '../service/create-logger.ts';
import { startHealthServer } from '../service/health-server.ts';
import { beat } from '../store/heartbeats.ts';
import { openStore } from '../store/open-store.ts';
import { createCanaryButton } from './canary-button.ts';
import { openCanaryEars } from './canary-ears.ts';
import { composeHealth } from './compose-health.ts';
import type { WatchdogConfig } from './config.ts';
import { createMetrics } from './metrics.ts';
import { waysTo } from './platform-contacts.ts';
import { startCanary } from './start-canary.ts';
import { startPager } from './start-pager.ts';
import { startWatch } from './start-watch.ts';
import { watchParts } from './watch-parts.ts';

const LOOK_EVERY_MS = 1_000;
const BEAT_EVERY_MS = 5_000;

/**
 * Composes the watchdog: a button that is pressed every minute through the real path, a look at every part, and
 * people who are told when either goes silent. It starts and goes on whatever else is away.
 * @throws ConfigError where a platform contact could never be reached
 */
export async function startWatchdog(
  config: WatchdogConfig,
  logger: Logger,
): Promise<{ stop: () => Promise<void> }> {
  const releasers: (() => unknown)[] = [];
  const metrics = createMetrics();
  const monotonic = (): number => performance.now();
  const ways = waysTo(config.PLATFORM_CONTACTS, config);
  if (ways.length === 0) {
    logger.warn('PLATFORM_CONTACTS is not set: nobody is told when alarms do not get through');
  }
  const senders = openSenders(config, { logger, metrics: createChannelMetrics(metrics.registry) });
  releasers.push(() => senders.stop());
  const pager = startPager({ ways, sender: senders.sender, metrics, logger });
  releasers.push(() => pager.stop());

  const onError = (error: Error): void => logger.debug({ err: error }, 'a connection failed, will reconnect');
  const store = openStore({ databaseUrl: config.DATABASE_URL, connections: 4, onError });
  releasers.push(() => store.destroy());
  const redis = connectFailFast({ url: config.REDIS_URL, onError });
  releasers.push(() => redis.disconnect());
  const subscriber = connectPatient({ url: config.REDIS_URL, onError });
  releasers.push(() => subscriber.disconnect());

  const watch = startWatch({ config, pager, metrics, logger, monotonic });
  releasers.push(watch.stop);
  const parts = watchParts({
    urls: {
      broker: config.BROKER_HEALTH_URL,
      ingest: config.INGEST_HEALTH_URL,
      alerting: config.ALERTING_HEALTH_URL,
      console: config.CONSOLE_HEALTH_URL,
    },
    redis,
    store,
    everyMs: LOOK_EVERY_MS,
    onLook: watch.looked,
  });
  releasers.push(parts.stop);
  const beating = setInterval(() => void beat(store, WATCHDOG_BEAT).catch(onError), BEAT_EVERY_MS);
  releasers.push(() => clearInterval(beating));

  const ears = openCanaryEars({ subscriber, store });
  releasers.push(ears.stop);
  const button = createCanaryButton({
    url: config.MQTT_URL ?? `mqtt://${config.HOST}:${config.MQTT_PORT}`,
  });
  releasers.push(() => button.stop());
  const canary = startCanary({
    store,
    button,
    ears,
    announce: async (deviceId) => {
      // A broker that does not hear it finds out when it reconnects to Redis.
      await redis.publish(DEVICES_CHANNEL, JSON.stringify({ deviceId })).catch(onError);
    },
    everyMs: config.CANARY_EVERY_MS,
    metrics,
    logger,
    monotonic,
    onPress: watch.pressed,
  });
  releasers.push(() => canary.stop());

  if (config.WATCHDOG_HEALTH_PORT > 0) {
    const health = await startHealthServer({
      host: config.HEALTH_HOST,
      port: config.WATCHDOG_HEALTH_PORT,
      registry: metrics.registry,
      health: () =>
        composeHealth({ ways: ways.length, failing: pager.failing(), canarySilent: watch.canarySilent() }),
    });
    releasers.push(() => health.stop());
  }
  logger.info({ contacts: config.PLATFORM_CONTACTS.length }, 'watchdog is watching');
  return {
    stop: async () => {
      for (const release of releasers.reverse()) await release();
    },
  };
}
