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
export async function registerHome(store: Store): Promise<string> {
  const areaId = newId();
  await store
    .insertInto('areas')
    .values({ id: areaId, name: areaId, path: [areaId] })
    .execute();
  const homeId = newId();
  await store
    .insertInto('homes')
    .values({ id: homeId, area_id: areaId, address: 'Gongshu 1', timezone: 'Asia/Shanghai' })
    .execute();
  return homeId;
}

/** A device as the console would register it. */
export async function registerDevice(
  store: Store,
  homeId: string,
  kind: DeviceKind,
  through: { gatewayId?: string; friendlyName?: string; ieeeAddress?: string } = {},
): Promise<RegisteredDevice> {
  const id = newId();
  const { secret, hash } = newDeviceSecret();
  await store
    .insertInto('devices')
    .values({
      id,
      home_id: homeId,
      kind,
      secret_hash: through.gatewayId === undefined ? hash : null,
      gateway_id: through.gatewayId ?? null,
      friendly_name: through.friendlyName ?? null,
      ieee_address: through.ieeeAddress ?? null,
    })
    .execute();
  return { id, homeId, secret };
}
