import { Redis } from 'ioredis';
import { DEFAULT_UPLINK_SHARDS, LANES, uplinkStream } from '../../contracts/uplink.ts';
import { openStore } from '../../store/open-store.ts';
import { logIn } from '../../tests/harness/log-in.ts';
import { startPlatform, type Platform } from '../../tests/harness/platform.ts';
import { registerMany } from '../../tests/harness/register-many.ts';
import { openLive } from '../open-live.ts';
import { influxCount } from './influx-count.ts';
import type { PathSubject } from './path-subject.ts';

export const ANJU_PATH_DOES =
  'is the whole platform: every device registered and authenticated, every reading on disk (Redis, `appendfsync always`) before it is acknowledged, decoded, judged, and stored in InfluxDB; a press becomes an incident in PostgreSQL before a Socket.IO client hears of it.';

/** The whole platform with stores of its own, motion sensors and buttons, each in a home of its own. */
export async function startAnjuPath(options: {
  sensors: number;
  buttons: number;
}): Promise<PathSubject & { platform: Platform }> {
  const platform = await startPlatform({ own: { postgres: true, influx: true }, env: { LOG_LEVEL: 'warn' } });
  const redis = new Redis(platform.redisUrl);
  redis.on('error', () => undefined);
  const stop = async () => {
    console.error(
      JSON.stringify(await redis.latency('LATEST')),
      JSON.stringify(await redis.latency('HISTORY', 'aof-fsync-always').catch(String)).slice(0, 1500),
    );
    redis.disconnect();
    await platform.stop();
  };
  try {
    const store = openStore({ databaseUrl: platform.databaseUrl, connections: 1 });
    const devices = [
      ...(await registerMany(store, { homes: options.sensors, kinds: ['motion'] })),
      ...(await registerMany(store, { homes: options.buttons, kinds: ['sos'] })),
    ];
    await store.destroy();
    const { influx, postgres } = platform;
    if (influx === undefined || postgres === undefined)
      throw new Error('the platform has no stores of its own');
    return {
      platform,
      port: platform.mqttPort,
      devices,
      processes: {
        broker: [platform.pid('broker')],
        ingest: [platform.pid('ingest')],
        alerting: [platform.pid('alerting')],
        console: [platform.pid('console')],
      },
      stores: { Redis: [platform.redis.pid()], InfluxDB: [influx.pid()], PostgreSQL: [postgres.pid()] },
      stored: () => influxCount(platform.influxUrl, platform.influxDb),
      waiting: () => entriesIn(redis),
      hearAlarms: (hear) => hearIncidents(platform, hear),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Entries of the uplink log that are not yet worked off. */
async function entriesIn(redis: Redis): Promise<number> {
  let entries = 0;
  for (let shard = 0; shard < DEFAULT_UPLINK_SHARDS; shard++) {
    for (const lane of LANES) entries += await redis.xlen(uplinkStream(shard, lane));
  }
  return entries;
}

/** A client of the console, as an operator's screen is one. */
async function hearIncidents(
  platform: Platform,
  hear: (deviceId: string, time: number) => void,
): Promise<() => void> {
  const { cookie } = await logIn(platform.httpUrl, 'admin', platform.adminPassword);
  const socket = await openLive(platform.httpUrl, cookie);
  socket.on('incident', ({ events }) => {
    for (const { deviceId, at } of events) if (deviceId !== undefined) hear(deviceId, Date.parse(at));
  });
  return () => void socket.disconnect();
}
