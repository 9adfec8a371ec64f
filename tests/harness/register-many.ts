import type { DeviceKind } from '../../contracts/device.ts';
import type { Relation } from '../../contracts/people.ts';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import { newDeviceSecret } from '../../store/device-secret.ts';
import { newId } from '../../store/new-id.ts';
import type { Store } from '../../store/open-store.ts';

const ROWS_AT_ONCE = 1_000;
const RELATIONS: readonly Relation[] = ['family', 'grid_worker', 'neighbour'];

/**
 * Puts thousands of homes straight into the database, in an area of their own: some 10,000 devices a second, where the
 * API takes one request each. All devices connect themselves.
 * @param kinds the devices of every home
 * @param contacts people to call in every home, each with a telephone number that nobody has; default 0
 * @returns the devices with their secrets, home by home, in the order of `kinds`
 */
export async function registerMany(
  store: Store,
  options: { homes: number; kinds: readonly DeviceKind[]; contacts?: number; areaName?: string },
): Promise<LoadDevice[]> {
  const { homes, kinds, contacts = 0, areaName = 'load' } = options;
  const areaId = newId();
  await store
    .insertInto('areas')
    .values({ id: areaId, name: areaName, path: [areaId] })
    .execute();
  const homeIds = Array.from({ length: homes }, newId);
  const devices = homeIds.flatMap((homeId) =>
    kinds.map((kind) => ({ id: newId(), homeId, kind, ...newDeviceSecret() })),
  );
  await inSlices(homeIds, (slice, from) =>
    store
      .insertInto('homes')
      .values(
        slice.map((id, index) => ({
          id,
          area_id: areaId,
          address: `${areaName} ${from + index + 1}`,
          timezone: 'Asia/Shanghai',
        })),
      )
      .execute(),
  );
  const people = homeIds.flatMap((homeId, home) =>
    Array.from({ length: contacts }, (_, n) => ({
      id: newId(),
      home_id: homeId,
      name: `${areaName} ${home + 1}.${n + 1}`,
      relation: RELATIONS[n % RELATIONS.length] ?? 'family',
      phone: `+860000${String(home * 10 + n).padStart(7, '0')}`,
      email: null,
      call_order: n + 1,
    })),
  );
  await inSlices(people, (slice) => store.insertInto('contacts').values(slice).execute());
  await inSlices(devices, (slice) =>
    store
      .insertInto('devices')
      .values(slice.map(({ id, homeId, kind, hash }) => ({ id, home_id: homeId, kind, secret_hash: hash })))
      .execute(),
  );
  return devices.map(({ id, homeId, kind, secret }) => ({ id, homeId, kind, secret }));
}

async function inSlices<T>(
  rows: readonly T[],
  insert: (slice: T[], from: number) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    await insert(rows.slice(from, from + ROWS_AT_ONCE), from);
  }
}
