import { newDeviceSecret } from '../../store/device-secret.ts';
import type { DeviceKind } from '../../contracts/device.ts';
import { newId } from '../../store/new-id.ts';
import type { Store } from '../../store/open-store.ts';

export interface RegisteredDevice {
  id: string;
  homeId: string;
  secret: string;
}

/** A home with nobody in it yet, in an area of its own. */
export async function registerEmptyHome(store: Store, address = 'Gongshu 1'): Promise<string> {
  const areaId = newId();
  await store
    .insertInto('areas')
    .values({ id: areaId, name: areaId, path: [areaId] })
    .execute();
  const homeId = newId();
  await store
    .insertInto('homes')
    .values({ id: homeId, area_id: areaId, address, timezone: 'Asia/Shanghai' })
    .execute();
  return homeId;
}

/** A device as the console would register it. */
export async function registerDevice(
  store: Store,
  homeId: string,
  kind: DeviceKind,
  more: { gatewayId?: string; friendlyName?: string; ieeeAddress?: string; room?: string } = {},
): Promise<RegisteredDevice> {
  const id = newId();
  const { secret, hash } = newDeviceSecret();
  await store
    .insertInto('devices')
    .values({
      id,
      home_id: homeId,
      kind,
      room: more.room ?? null,
      secret_hash: more.gatewayId === undefined ? hash : null,
      gateway_id: more.gatewayId ?? null,
      friendly_name: more.friendlyName ?? null,
      ieee_address: more.ieeeAddress ?? null,
    })
    .execute();
  return { id, homeId, secret };
}
