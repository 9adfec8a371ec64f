import { Redis } from 'ioredis';
import { vi } from 'vitest';
import type { DeviceKind } from '../../contracts/device.ts';
import {
  LANES,
  UPLINK_FIELD,
  unpackUplink,
  uplinkStream,
  type Lane,
  type UplinkMessage,
} from '../../contracts/uplink.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { startPlatform, type Platform, type PlatformOptions } from './platform.ts';
import { rawMqtt } from './raw-mqtt.ts';
import { registerDevice, registerEmptyHome, type RegisteredDevice } from './register-device.ts';

const SHARDS = 2;

export interface BrokerUnderTest {
  platform: Platform;
  store: Store;
  redis: Redis;
  register: (
    kind: DeviceKind,
    through?: { gatewayId?: string; homeId?: string; friendlyName?: string; ieeeAddress?: string },
  ) => Promise<RegisteredDevice>;
  /** Connects with the device's own id and secret, unless said otherwise. */
  connect: (
    device: RegisteredDevice,
    connectPacket?: Parameters<typeof rawMqtt>[1] | object,
  ) => ReturnType<typeof rawMqtt>;
  /** Everything stored, in the order of each stream. */
  stored: (lane?: Lane) => Promise<UplinkMessage[]>;
  health: () => Promise<{
    status: number;
    state: string;
    parts: { name: string; state: string; code?: string }[];
  }>;
  ready: () => Promise<void>;
  metric: (line: string) => Promise<number>;
  stop: () => Promise<void>;
}

/** A broker process with its own Redis and database; nobody works the log off, so all of it can be looked at. */
export async function startBrokerUnderTest(options: PlatformOptions = {}): Promise<BrokerUnderTest> {
  const platform = await startPlatform({ services: ['broker'], ...options });
  const store = openStore({ databaseUrl: platform.databaseUrl, connections: 2 });
  const redis = new Redis(platform.redisUrl, { protocol: 2, maxRetriesPerRequest: null });
  redis.on('error', () => undefined); // tests crash it

  const health = async () => {
    const answer = await fetch(`${platform.health.broker}/readyz`);
    return {
      status: answer.status,
      ...((await answer.json()) as Omit<Awaited<ReturnType<BrokerUnderTest['health']>>, 'status'>),
    };
  };
  const ready = () =>
    vi
      .waitFor(
        async () => {
          const { status, parts } = await health();
          if (status !== 200)
            throw new Error(`the broker is not ready (${status}): ${JSON.stringify(parts)}`);
        },
        { timeout: 60_000, interval: 50 },
      )
      .catch((error: unknown) => {
        const said = platform.output('broker').slice(-10).join('\n');
        throw new Error(`the broker did not become ready; it said:\n${said}`, { cause: error });
      });
  await ready();
  return {
    platform,
    store,
    redis,
    register: async (kind, { homeId, ...through } = {}) =>
      registerDevice(store, homeId ?? (await registerEmptyHome(store)), kind, through),
    connect: (device, connectPacket = {}) =>
      rawMqtt(platform.mqttPort, {
        clientId: device.id,
        username: device.id,
        password: Buffer.from(device.secret),
        ...connectPacket,
      }),
    stored: async (lane) => {
      const messages: UplinkMessage[] = [];
      for (const each of lane === undefined ? LANES : [lane]) {
        for (let shard = 0; shard < SHARDS; shard++) {
          const entries = await redis.xrangeBuffer(uplinkStream(shard, each), '-', '+');
          for (const [, fields] of entries) {
            const at = fields.findIndex((field) => field.toString() === UPLINK_FIELD);
            messages.push(...unpackUplink(fields[at + 1] as Buffer));
          }
        }
      }
      return messages;
    },
    health,
    ready,
    metric: async (line) => {
      const text = await (await fetch(`${platform.health.broker}/metrics`)).text();
      const found = text.split('\n').find((each) => each.startsWith(`${line} `));
      return found === undefined ? 0 : Number(found.slice(line.length + 1));
    },
    stop: async () => {
      redis.disconnect();
      await store.destroy();
      await platform.stop();
    },
  };
}
