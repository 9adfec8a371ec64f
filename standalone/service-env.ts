import { freePort } from './ports.ts';
import type { ServiceName } from './start-service.ts';

/** Where a service tells how it is: the console on HTTP_PORT, each other one on a loopback port of its own. */
export type HealthUrls = Record<ServiceName, string>;

export interface Stores {
  redisUrl: string;
  databaseUrl: string;
  /** Absent: readings wait in the spool, alarms work. */
  influxUrl: string | undefined;
}

export interface ServiceSettings {
  host: string;
  mqttPort: number;
  httpPort: number;
  dataDir: string;
  influxDb: string;
  logLevel: string;
  logFormat: 'json' | 'pretty';
}

/**
 * The environment all services get. `base` is ours, so that what only one of them knows
 * (TLS, tokens, providers of notifications) passes through untouched.
 */
export async function serviceEnv(
  base: NodeJS.ProcessEnv,
  settings: ServiceSettings,
  stores: Stores,
): Promise<{ env: NodeJS.ProcessEnv; health: HealthUrls }> {
  const [broker, ingest, alerting, watchdog] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const health = {
    broker: `http://127.0.0.1:${broker}`,
    ingest: `http://127.0.0.1:${ingest}`,
    alerting: `http://127.0.0.1:${alerting}`,
    console: `http://${reachableHost(settings.host)}:${settings.httpPort}`,
    watchdog: `http://127.0.0.1:${watchdog}`,
  };
  const { INFLUX_URL: _, HEALTH_HOST: __, ...rest } = base;
  const env = {
    ...rest,
    HOST: settings.host,
    MQTT_PORT: String(settings.mqttPort),
    MQTT_URL: `mqtt://${reachableHost(settings.host)}:${settings.mqttPort}`,
    HTTP_PORT: String(settings.httpPort),
    DATA_DIR: settings.dataDir,
    REDIS_URL: stores.redisUrl,
    DATABASE_URL: stores.databaseUrl,
    ...(stores.influxUrl !== undefined && { INFLUX_URL: stores.influxUrl }),
    INFLUX_DB: settings.influxDb,
    LOG_LEVEL: settings.logLevel,
    LOG_FORMAT: settings.logFormat,
    BROKER_HEALTH_PORT: String(broker),
    INGEST_HEALTH_PORT: String(ingest),
    ALERTING_HEALTH_PORT: String(alerting),
    WATCHDOG_HEALTH_PORT: String(watchdog),
    BROKER_HEALTH_URL: health.broker,
    INGEST_HEALTH_URL: health.ingest,
    ALERTING_HEALTH_URL: health.alerting,
    CONSOLE_HEALTH_URL: health.console,
    WATCHDOG_HEALTH_URL: health.watchdog,
  };
  return { env, health };
}

/** 0.0.0.0 and :: are where one listens, not where one connects. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}
