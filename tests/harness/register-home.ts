import type { DeviceKind } from '../../contracts/device.ts';
import type { Store } from '../../store/open-store.ts';
import { insertResident } from '../../store/residents.ts';
import { registerDevice, registerEmptyHome, type RegisteredDevice } from './register-device.ts';

export interface RegisteredHome {
  homeId: string;
  /** one device of each kind asked for, with the secret it connects with */
  devices: (RegisteredDevice & { kind: DeviceKind })[];
}

/** Puts a home with a resident and devices straight into the database, for tests that are not about registering one. */
export async function registerHome(
  store: Store,
  kinds: readonly DeviceKind[] = ['sos'],
): Promise<RegisteredHome> {
  const homeId = await registerEmptyHome(store, '3-2-501');
  await insertResident(store, homeId, { name: '王秀英', birthDate: '1941-03-08' });
  const devices = await Promise.all(
    kinds.map(async (kind) => ({
      ...(await registerDevice(store, homeId, kind, { room: kind === 'sos' ? '卧室' : '厨房' })),
      kind,
    })),
  );
  return { homeId, devices };
}
