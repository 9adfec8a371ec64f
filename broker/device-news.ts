import { z } from 'zod';
import type { Logger } from '../service/create-logger.ts';
import { connectedDevice, type ConnectedDevice } from './connected-device.ts';
import type { Connection } from './connection.ts';
import type { Credentials } from './credentials.ts';
import { parseJson } from './parse-json.ts';

export interface DeviceNewsOptions {
  credentials: Credentials;
  loadLanes: (gateway: ConnectedDevice) => Promise<boolean>;
  connected: (id: string) => Connection<ConnectedDevice> | undefined;
  connectedIds: () => Iterable<string>;
  expel: (connection: Connection<ConnectedDevice>, why: string) => void;
  shards: number;
  log: Logger;
}

export interface DeviceNews {
  /** A message of DEVICES_CHANNEL. */
  hear: (message: string) => void;
  /** News may have been missed: looks at every device that is connected. */
  doubtAll: () => void;
  /** Looks at one device again, and as often as it takes. */
  doubt: (id: string) => void;
  stop: () => void;
}

const newsSchema = z.object({ deviceId: z.string(), gatewayId: z.string().nullish() });
const TRY_AGAIN_MS = 2_000;

/** Keeps what is connected in step with what is registered: a rotated secret or a removed device ends its connection. */
export function createDeviceNews(options: DeviceNewsOptions): DeviceNews {
  const { credentials, loadLanes, connected, connectedIds, expel, shards, log } = options;
  /** devices to look at again when the database answers */
  const doubted = new Set<string>();
  const retry = setInterval(() => {
    for (const id of [...doubted]) void check(id);
  }, TRY_AGAIN_MS);

  function doubt(id: string): void {
    doubted.add(id);
    void check(id);
  }

  async function check(id: string): Promise<void> {
    doubted.delete(id);
    const connection = connected(id);
    const device = connection?.known;
    if (connection === undefined || device === undefined) return;
    try {
      const now = await credentials.of(id, 0);
      if (now?.secretHash === undefined) return expel(connection, 'the device is no longer registered');
      if (!now.secretHash.equals(device.secretHash)) return expel(connection, 'its secret was changed');
      // Kind and home decide lane and shard of what it says from now on.
      const { lanes, subscriptions } = device;
      const fresh = connectedDevice({ ...now, secretHash: now.secretHash }, shards);
      connection.known = Object.assign(device, fresh, { lanes, subscriptions });
      if (device.gatewayPrefix !== undefined && !(await loadLanes(device))) doubted.add(id);
    } catch (error) {
      log.warn({ device: id, err: error }, 'a changed device could not be read, will try again');
      doubted.add(id);
    }
  }

  return {
    hear: (message) => {
      const news = newsSchema.safeParse(parseJson(message));
      if (!news.success) return log.warn('news about a device that cannot be read');
      const { deviceId, gatewayId } = news.data;
      credentials.forget(deviceId);
      doubt(deviceId);
      if (gatewayId) doubt(gatewayId);
    },
    doubtAll: () => {
      credentials.forgetAll();
      for (const id of connectedIds()) doubt(id);
    },
    doubt,
    stop: () => clearInterval(retry),
  };
}
