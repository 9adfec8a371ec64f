import { join } from 'node:path';
import type { Logger } from '../service/create-logger.ts';
import type { StandaloneConfig } from './config.ts';
import { findProgram } from './find-program.ts';
import { startPrivateInflux } from './private-influx.ts';
import { startPrivatePostgres } from './private-postgres.ts';
import { startPrivateRedis } from './private-redis.ts';
import type { PrivateStore, PrivateStoreOptions } from './private-store.ts';
import type { Stores } from './service-env.ts';
import { supervise, type Supervised } from './supervise.ts';

/** Starts a private store for every URL that is not given, and hands each to `opened` as soon as it runs. */
export async function startStores(options: {
  config: Pick<StandaloneConfig, 'DATA_DIR' | 'REDIS_URL' | 'DATABASE_URL' | 'INFLUX_URL' | 'INFLUX_DB'>;
  log: Logger;
  opened: (store: Supervised) => void;
}): Promise<Stores> {
  const { config, log, opened } = options;
  const open = async (
    name: string,
    start: (options: PrivateStoreOptions & { database?: string }) => Promise<PrivateStore>,
    more: { database?: string } = {},
  ): Promise<string> => {
    let port: number | undefined;
    const store = await supervise({
      name,
      log,
      start: async () => {
        const started = await start({
          dir: join(config.DATA_DIR, name),
          pidFile: join(config.DATA_DIR, 'pids', name),
          onLine: (line) => log.debug({ part: name }, line),
          ...more,
          // The services hold the first address, so a restart must not move.
          ...(port !== undefined && { port }),
        });
        port = started.port;
        return started;
      },
    });
    opened(store);
    log.info({ part: name }, `${name} runs at 127.0.0.1:${store.first.port}`);
    return store.first.url;
  };

  const redisUrl = config.REDIS_URL ?? (await open('redis', startPrivateRedis));
  const databaseUrl = config.DATABASE_URL ?? (await open('postgres', startPrivatePostgres));
  const influxUrl =
    config.INFLUX_URL ??
    (findProgram('influxd') === undefined
      ? undefined
      : await open('influx', startPrivateInflux, { database: config.INFLUX_DB }));
  if (influxUrl === undefined) {
    log.warn(
      'InfluxDB was not found: alarms work, readings wait in the spool. Install influxd or set INFLUX_URL.',
    );
  }
  return { redisUrl, databaseUrl, influxUrl };
}
