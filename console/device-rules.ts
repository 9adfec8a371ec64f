import { AnjuError } from '../contracts/errors.ts';
import type { Device } from '../contracts/home.ts';

/** What matters of a device when it is asked whether the platform could ever hear it. */
export interface Reachable {
  homeId: string;
  kind: Device['kind'];
  gatewayId?: string | null | undefined;
  ieeeAddress?: string | null | undefined;
  friendlyName?: string | null | undefined;
}

/**
 * A device that speaks through a gateway is known by its address or name there, and belongs to the home of its
 * gateway. One that is registered otherwise would never be heard, and nobody would notice.
 * @param gateway the device behind `gatewayId`, when there is one
 * @throws AnjuError `bad_request` naming the field
 */
export function checkReachable(device: Reachable, gateway: Device | undefined): void {
  // What connects itself is heard by its id; a name or an address is then only what people call it.
  if (!device.gatewayId) return;
  if (gateway === undefined) {
    throw new AnjuError('bad_request', `body.gatewayId: there is no device ${device.gatewayId}`);
  }
  if (gateway.kind !== 'gateway') {
    throw new AnjuError('bad_request', `body.gatewayId: ${gateway.id} is a ${gateway.kind}, not a gateway`);
  }
  if (gateway.homeId !== device.homeId) {
    throw new AnjuError('bad_request', `body.gatewayId: gateway ${gateway.id} is in another home`);
  }
  if (device.kind === 'gateway') {
    throw new AnjuError('bad_request', 'body.gatewayId: a gateway does not speak through another');
  }
  if (!device.ieeeAddress && !device.friendlyName) {
    throw new AnjuError(
      'bad_request',
      'body.ieeeAddress: a device behind a gateway is known by its ieeeAddress or friendlyName; give one',
    );
  }
}
