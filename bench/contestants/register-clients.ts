import { readingsTopic } from '../../contracts/topics.ts';
import { newDeviceSecret } from '../../store/device-secret.ts';
import { newId } from '../../store/new-id.ts';
import { openStore } from '../../store/open-store.ts';
import type { LoopClient } from '../closed-loop.ts';

/** PostgreSQL takes 65,535 parameters in a statement. */
const ROWS = 5_000;

/** So many homes with a device each, registered as the console would; what they connect with. */
export async function registerClients(
  databaseUrl: string,
  count: number,
  kind: 'sos' | 'motion',
): Promise<Required<LoopClient>[]> {
  const store = openStore({ databaseUrl, connections: 1 });
  try {
    const areaId = newId();
    await store
      .insertInto('areas')
      .values({ id: areaId, name: 'bench', path: [areaId] })
      .execute();
    const home = { area_id: areaId, address: 'bench', timezone: 'Asia/Shanghai' };
    const devices = Array.from({ length: count }, () => ({
      id: newId(),
      homeId: newId(),
      ...newDeviceSecret(),
    }));
    for (let at = 0; at < count; at += ROWS) {
      const some = devices.slice(at, at + ROWS);
      await store
        .insertInto('homes')
        .values(some.map(({ homeId }) => ({ id: homeId, ...home })))
        .execute();
      await store
        .insertInto('devices')
        .values(some.map(({ id, homeId, hash }) => ({ id, home_id: homeId, kind, secret_hash: hash })))
        .execute();
    }
    return devices.map(({ id, secret }) => ({
      clientId: id,
      username: id,
      password: secret,
      topic: readingsTopic(id),
    }));
  } finally {
    await store.destroy();
  }
}
