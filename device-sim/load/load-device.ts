import type { DeviceKind } from '../../contracts/device.ts';

/** A registered device that connects itself, and the secret it does so with. */
export interface LoadDevice {
  /** client id and user name */
  id: string;
  secret: string;
  kind: DeviceKind;
  homeId: string;
}
