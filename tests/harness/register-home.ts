import type { DeviceKind } from '../../contracts/device.ts';
import { newDeviceSecret } from '../../store/device-secret.ts';
import { newId } from '../../store/new-id.ts';
import type { Store } from '../../store/open-store.ts';

export interface RegisteredHome {
  areaId: string;
  homeId: string;
  /** one device of each kind asked for, with the secret it connects with */
  devices: { id: string; kind: DeviceKind; secret: string }[];
}

/** Puts a home with devices straight into the database, for tests that are not about registering one. */
export async function registerHome(
  store: Store,
  kinds: readonly DeviceKind[] = ['sos'],
  areaId?: string,
): Promise<RegisteredHome> {
  const area = areaId ?? newId();
  if (areaId === undefined) {
    await store
      .insertInto('areas')
      .values({ id: area, name: `area ${area}`, parent_id: null, path: [area] })
      .execute();
  }
  const homeId = newId();
  await store
    .insertInto('homes')
    .values({
      id: homeId,
      area_id: area,
      address: '3-2-501',
      lat: null,
      lng: null,
      timezone: 'Asia/Shanghai',
    })
    .execute();
  await store
    .insertInto('residents')
    .values({
      id: newId(),
      home_id: homeId,
      name: '王秀英',
      birth_date: '1941-03-08',
      phone: null,
      lives_alone: true,
      conditions: [],
    })
    .execute();
  const devices = kinds.map((kind) => ({ id: newId(), kind, ...newDeviceSecret() }));
  if (devices.length > 0) {
    await store
      .insertInto('devices')
      .values(
        devices.map(({ id, kind, hash }) => ({
          id,
          home_id: homeId,
          kind,
          room: kind === 'sos' ? '卧室' : '厨房',
          model: null,
          gateway_id: null,
          ieee_address: null,
          friendly_name: null,
          secret_hash: hash,
          clock_ahead_at: null,
        })),
      )
      .execute();
  }
  return { areaId: area, homeId, devices: devices.map(({ id, kind, secret }) => ({ id, kind, secret })) };
}
