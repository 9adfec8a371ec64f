import { DEVICES_CHANNEL, LIVE_CHANNEL, VIEWING_CHANNEL } from '../contracts/queues.ts';
import { connectFailFast, connectPatient } from '../service/connect-redis.ts';
import type { Logger } from '../service/create-logger.ts';
import { keptKey } from '../service/kept-key.ts';
import { announceCommands } from '../store/announce-commands.ts';
import { openStore } from '../store/open-store.ts';
import { readDatabaseClock, startPlatformClock } from '../store/platform-clock.ts';
import { deleteExpiredSessions } from '../store/sessions.ts';
import { influxAsker } from './ask-influx.ts';
import { buildServer } from './build-server.ts';
import type { ConsoleConfig } from './config.ts';
import { startHomeFeed } from './home-feed.ts';
import { startRecordFeed } from './record-feed.ts';
import { startLiveFeed } from './live-feed.ts';
import { openLiveSockets, type LiveSockets } from './live-sockets.ts';
import { mapTiles } from './map-tiles.ts';
import { createMetrics } from './metrics.ts';
import { createPrincipals } from './principals.ts';
import { startPresence } from './presence.ts';
import { readingsReader } from './read-readings.ts';
import { timelineReader } from './read-timeline.ts';
import { cookieSigner } from './session-cookie.ts';
import { startViewing } from './viewing.ts';
import { webhookTester } from './webhook-tester.ts';
import { watchPlatform } from './watch-platform.ts';

const HOUR_MS = 3_600_000;

/**
 * Composes the console: HTTP, live channel, platform health.
 * @returns the port it listens on (another than asked for only when 0 was), and how to stop it
 * @throws Error naming HTTP_PORT when that is in use
 */
export async function startConsole(
  config: ConsoleConfig,
  logger: Logger,
  { webDir }: { webDir: string },
): Promise<{ port: number; stop: () => Promise<void> }> {
  const releasers: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const release of releasers.splice(0).reverse()) await release();
  };
  try {
    const metrics = createMetrics();
    const onError = (error: Error): void =>
      logger.warn({ err: error }, 'a connection failed, will reconnect');
    const store = openStore({ databaseUrl: config.DATABASE_URL, connections: 20, onError });
    releasers.push(() => store.destroy());
    const clock = startPlatformClock({
      read: readDatabaseClock(store),
      monotonic: () => performance.now(),
    });
    releasers.push(() => clock.stop());
    await clock.look().catch(onError);
    // Commands fail at once while Redis is away: what they carry is reconciled anyway, waiting would only pile up.
    const redis = connectFailFast({ url: config.REDIS_URL, onError });
    releasers.push(() => redis.disconnect());
    const subscriber = connectPatient({ url: config.REDIS_URL, onError });
    releasers.push(() => subscriber.disconnect());

    // The sockets need the server, whose routes tell the sockets.
    let live: LiveSockets | undefined = undefined;
    const feed = startLiveFeed({
      store,
      now: clock.now,
      metrics,
      logger,
      emit: async (incident) => live?.emitIncident(incident),
    });
    releasers.push(feed.stop);
    const homes = startHomeFeed({
      store,
      now: clock.now,
      logger,
      emit: async (home) => live?.emitHome(home),
    });
    releasers.push(homes.stop);
    const records = startRecordFeed({ store, logger, emit: async (home) => live?.emitHome(home) });
    releasers.push(records.stop);
    const watch = watchPlatform({
      urls: {
        broker: config.BROKER_HEALTH_URL,
        ingest: config.INGEST_HEALTH_URL,
        alerting: config.ALERTING_HEALTH_URL,
        watchdog: config.WATCHDOG_HEALTH_URL,
      },
      redis,
      store,
      influxUrl: config.INFLUX_URL,
      onState: (platform) => live?.emitPlatform(platform),
    });
    releasers.push(watch.stop);
    const publish = async (channel: string, message: unknown): Promise<void> => {
      await redis.publish(channel, JSON.stringify(message)).catch((error: unknown) => {
        logger.warn(
          { err: error, channel },
          'could not be told to the other processes; they find out by themselves',
        );
      });
    };

    const presence = startPresence({ redis, onError });
    releasers.push(presence.stop);
    const viewing = startViewing({
      redis,
      now: clock.now,
      emit: (incidentId, viewers) => live?.emitViewers(incidentId, viewers),
      onError,
    });
    releasers.push(viewing.stop);
    const sessionSecret = await keptKey({
      given: config.SESSION_SECRET,
      dataDir: config.DATA_DIR,
      name: 'session-secret',
      remedy: 'delete the file, everyone will log in again',
    });
    const signer = cookieSigner(sessionSecret);
    const allowLoopback = config.ALLOW_LOOPBACK_TARGETS === 'true';
    const webhooks = webhookTester({ logger, publicUrl: config.PUBLIC_URL, allowLoopback });
    releasers.push(webhooks.stop);
    const askInflux = influxAsker({
      url: config.INFLUX_URL,
      db: config.INFLUX_DB,
      token: config.INFLUX_TOKEN,
    });
    const app = await buildServer({
      context: {
        store,
        now: clock.now,
        logger,
        metrics,
        principals: createPrincipals(store),
        incidentChanged: (incident) => {
          feed.changed(incident);
          void publish(LIVE_CHANNEL, incident);
          void announceCommands(store, [incident.id], (channel, message) => redis.publish(channel, message));
        },
        deviceChanged: (device) => publish(DEVICES_CHANNEL, device),
        sessionEnded: (key) => live?.drop(key),
        rightsChanged: () => void live?.recheck(),
        readReadings: readingsReader(askInflux),
        readTimeline: timelineReader(askInflux),
        present: presence.read,
        vapidPublicKey: config.VAPID_PUBLIC_KEY,
        allowLoopbackTargets: allowLoopback,
        testWebhook: webhooks.test,
        platform: watch.current,
      },
      signer,
      cookieSecure: config.COOKIE_SECURE,
      trustProxy: config.TRUST_PROXY,
      metricsToken: config.METRICS_TOKEN,
      aliyunReportSecret: config.ALIYUN_REPORT_SECRET,
      tiles: mapTiles(config),
      webDir,
    });
    releasers.push(() => app.close());
    live = openLiveSockets({
      server: app.server,
      store,
      signer,
      platform: watch.current,
      presence,
      viewing,
      metrics,
      logger,
    });
    // Before the HTTP server: it waits for open connections, and these are the ones that never end by themselves.
    releasers.push(live.stop);
    subscriber.on('message', feed.heard);
    subscriber.on('message', viewing.heard);
    subscriber.on('ready', () => void feed.reconcile());
    void subscriber.subscribe(LIVE_CHANNEL, VIEWING_CHANNEL).catch(onError);
    const sweep = setInterval(() => {
      deleteExpiredSessions(store, new Date()).catch(onError);
    }, HOUR_MS);
    releasers.push(() => clearInterval(sweep));

    const port = await listen(app, config);
    logger.info({ host: config.HOST, port }, `console listens on http://${config.HOST}:${port}`);
    return { port, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function listen(
  app: Awaited<ReturnType<typeof buildServer>>,
  { HOST, HTTP_PORT }: ConsoleConfig,
): Promise<number> {
  try {
    await app.listen({ host: HOST, port: HTTP_PORT });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') {
      throw new Error(
        `port ${HTTP_PORT} on ${HOST} is in use: stop what uses it, or set HTTP_PORT to another`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
  const address = app.server.address();
  return address !== null && typeof address === 'object' ? address.port : HTTP_PORT;
}
