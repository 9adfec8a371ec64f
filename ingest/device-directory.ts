import { LRUCache } from 'lru-cache';
import type { KnownDevice } from '../store/devices.ts';

/** Who speaks on a connection: a device, and whom it speaks for if it is a gateway. */
export interface KnownClient {
  device: KnownDevice;
  byName: ReadonlyMap<string, KnownDevice>;
  byAddress: ReadonlyMap<string, KnownDevice>;
  /** when this was read from the database, by `now` */
  loadedAt: number;
}

export interface DeviceDirectoryOptions {
  /** asks the database; rejects while it is away */
  find: (ids: readonly string[]) => Promise<KnownDevice[]>;
  /** ms by a clock that nobody sets, so that nobody stays unknown for longer */
  now?: () => number;
}

export interface DeviceDirectory {
  /**
   * The clients with these ids; unknown ones are left out. Asks the database only for what is not remembered.
   * @param options.fresh ids whose remembered answer is not good enough
   */
  lookUp(ids: Iterable<string>, options?: { fresh?: ReadonlySet<string> }): Promise<Map<string, KnownClient>>;
  /** A device was registered, changed or removed. */
  forget(...ids: readonly (string | undefined)[]): void;
  /** News may have been missed. */
  forgetAll(): void;
}

const REMEMBERED = 200_000;
/** Somebody may be registering the device at this very moment. */
const UNKNOWN_FOR_MS = 3_000;

/** Remembers devices, so that readings do not cost a query each and the database may be away for a while. */
export function createDeviceDirectory({
  find,
  now = () => performance.now(),
}: DeviceDirectoryOptions): DeviceDirectory {
  const known = new LRUCache<string, KnownClient>({ max: REMEMBERED });
  const unknown = new LRUCache<string, number>({ max: REMEMBERED });
  /** ids of which there was news while a query was under way: its answer may be the old one */
  const underWay = new Set<Set<string>>();

  async function load(ids: readonly string[]): Promise<Map<string, KnownClient>> {
    const news = new Set<string>();
    underWay.add(news);
    try {
      const clients = group(ids, await find(ids), now());
      for (const id of ids) {
        if (news.has(id) || news.has('*')) continue;
        const client = clients.get(id);
        if (client === undefined) unknown.set(id, now() + UNKNOWN_FOR_MS);
        else known.set(id, client);
      }
      return clients;
    } finally {
      underWay.delete(news);
    }
  }

  return {
    lookUp: async (ids, { fresh } = {}) => {
      const found = new Map<string, KnownClient>();
      const missing: string[] = [];
      for (const id of new Set(ids)) {
        const client = fresh?.has(id) ? undefined : known.get(id);
        if (client !== undefined) found.set(id, client);
        else if (fresh?.has(id) || (unknown.get(id) ?? 0) <= now()) missing.push(id);
      }
      if (missing.length > 0) for (const [id, client] of await load(missing)) found.set(id, client);
      return found;
    },
    forget: (...ids) => {
      for (const id of ids) {
        if (id === undefined) continue;
        known.delete(id);
        unknown.delete(id);
        for (const news of underWay) news.add(id);
      }
    },
    forgetAll: () => {
      known.clear();
      unknown.clear();
      for (const news of underWay) news.add('*');
    },
  };
}

function group(
  ids: readonly string[],
  devices: readonly KnownDevice[],
  loadedAt: number,
): Map<string, KnownClient> {
  const clients = new Map<string, KnownClient>();
  const wanted = new Set(ids);
  const behind = new Map<string, KnownDevice[]>();
  for (const device of devices) {
    if (device.gatewayId === undefined) continue;
    const others = behind.get(device.gatewayId);
    if (others === undefined) behind.set(device.gatewayId, [device]);
    else others.push(device);
  }
  for (const device of devices) {
    if (!wanted.has(device.id)) continue;
    const spokenFor = behind.get(device.id) ?? [];
    clients.set(device.id, {
      device,
      byName: indexBy(spokenFor, (other) => other.friendlyName),
      byAddress: indexBy(spokenFor, (other) => other.ieeeAddress?.toLowerCase()),
      loadedAt,
    });
  }
  return clients;
}

function indexBy(
  devices: readonly KnownDevice[],
  key: (device: KnownDevice) => string | undefined,
): Map<string, KnownDevice> {
  return new Map(
    devices.flatMap((device) => (key(device) === undefined ? [] : [[key(device) ?? '', device]])),
  );
}
