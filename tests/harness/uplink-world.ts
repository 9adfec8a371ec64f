import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { alarmSchema, type Alarm } from '../../contracts/alarm.ts';
import type { DeviceKind } from '../../contracts/device.ts';
import type { Health } from '../../contracts/health.ts';
import { ALARM_QUEUE, DEVICES_CHANNEL, QUEUE_PREFIX } from '../../contracts/queues.ts';
import { readingsTopic } from '../../contracts/topics.ts';
import {
  DEFAULT_UPLINK_SHARDS,
  packUplink,
  shardOf,
  UPLINK_FIELD,
  uplinkStream,
  LANES,
  type Lane,
  type UplinkMessage,
} from '../../contracts/uplink.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import type { Platform } from './platform.ts';

export interface WorldDevice {
  id: string;
  homeId: string;
  kind: DeviceKind;
}

/** The vocabulary of ingest's flow tests: homes with devices, an uplink log, and what became of it. */
export interface UplinkWorld {
  readonly redis: Redis;
  readonly store: Store;
  readonly queue: Queue<Alarm>;
  /** A new home with these devices. */
  home(...kinds: DeviceKind[]): Promise<WorldDevice[]>;
  /** Registers one more device, as the console does. */
  register(device: {
    homeId: string;
    kind: DeviceKind;
    gatewayId?: string;
    ieeeAddress?: string;
    friendlyName?: string;
  }): Promise<WorldDevice>;
  /** What a device says, as the broker would put it into the log. */
  says(device: WorldDevice, payload: unknown, more?: Partial<UplinkMessage>): UplinkMessage;
  /** One entry of the log: a group commit of the broker. */
  commit(homeId: string, lane: Lane, messages: readonly UplinkMessage[]): Promise<void>;
  alarms(): Promise<Alarm[]>;
  /** Rows of an InfluxQL query. */
  influx(query: string): Promise<Record<string, string | number | boolean | null>[]>;
  /** Entries that are not yet worked off. */
  backlog(): Promise<number>;
  ready(): Promise<{ status: number; health: Health }>;
  close(): Promise<void>;
}

export async function uplinkWorld(platform: Platform): Promise<UplinkWorld> {
  const redis = new Redis(platform.redisUrl);
  redis.on('error', () => undefined); // tests kill it
  const store = openStore({ databaseUrl: platform.databaseUrl, onError: () => undefined });
  const queue = new Queue<Alarm>(ALARM_QUEUE, { connection: redis, prefix: QUEUE_PREFIX });
  const areaId = randomUUID();
  await store
    .insertInto('areas')
    .values({ id: areaId, name: `area ${areaId}`, path: [areaId] })
    .execute();

  const register: UplinkWorld['register'] = async (device) => {
    const id = randomUUID();
    await store
      .insertInto('devices')
      .values({
        id,
        home_id: device.homeId,
        kind: device.kind,
        gateway_id: device.gatewayId ?? null,
        ieee_address: device.ieeeAddress ?? null,
        friendly_name: device.friendlyName ?? null,
      })
      .execute();
    await redis.publish(DEVICES_CHANNEL, JSON.stringify({ deviceId: id, gatewayId: device.gatewayId }));
    return { id, homeId: device.homeId, kind: device.kind };
  };

  return {
    redis,
    store,
    queue,
    register,
    home: async (...kinds) => {
      const homeId = randomUUID();
      await store
        .insertInto('homes')
        .values({ id: homeId, area_id: areaId, address: '1 Test Lane', timezone: 'Asia/Shanghai' })
        .execute();
      const devices: WorldDevice[] = [];
      for (const kind of kinds) devices.push(await register({ homeId, kind }));
      return devices;
    },
    says: (device, payload, more = {}) => ({
      clientId: device.id,
      topic: readingsTopic(device.id),
      payload: Buffer.isBuffer(payload) ? payload : Buffer.from(JSON.stringify(payload)),
      receivedAt: Date.now(),
      sinceConnect: 3_600_000,
      packetId: 1,
      dup: false,
      retain: false,
      ...more,
    }),
    commit: async (homeId, lane, messages) => {
      const stream = uplinkStream(shardOf(homeId, DEFAULT_UPLINK_SHARDS), lane);
      await redis.xadd(stream, '*', UPLINK_FIELD, packUplink(messages));
    },
    alarms: async () => {
      const jobs = await queue.getJobs([
        'waiting',
        'prioritized',
        'active',
        'delayed',
        'completed',
        'failed',
      ]);
      return jobs.map((job) => alarmSchema.parse(job.data));
    },
    influx: async (query) => {
      const url = new URL('/query', platform.influxUrl);
      url.search = new URLSearchParams({ db: platform.influxDb, q: query, epoch: 'ns' }).toString();
      const answer = (await (await fetch(url)).json()) as {
        results: { series?: { columns: string[]; values: (string | number | boolean | null)[][] }[] }[];
      };
      return (answer.results[0]?.series ?? []).flatMap(({ columns, values }) =>
        values.map((row) => Object.fromEntries(columns.map((column, at) => [column, row[at] ?? null]))),
      );
    },
    backlog: async () => {
      let length = 0;
      for (let shard = 0; shard < DEFAULT_UPLINK_SHARDS; shard++) {
        for (const lane of LANES) length += await redis.xlen(uplinkStream(shard, lane));
      }
      return length;
    },
    ready: async () => {
      const answer = await fetch(`${platform.health.ingest}/readyz`);
      return { status: answer.status, health: (await answer.json()) as Health };
    },
    close: async () => {
      await queue.close();
      redis.disconnect();
      await store.destroy();
    },
  };
}
