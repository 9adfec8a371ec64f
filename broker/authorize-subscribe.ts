import type { ConnectedDevice } from './connected-device.ts';

/** A gateway asks for a handful; more would only be a way to fill our memory. */
const MAX_SUBSCRIPTIONS = 100;

/**
 * Whether a device may subscribe to a filter: its own commands and status; a gateway also anything whose
 * first two levels are its own. `$share/…` is refused with the rest: Aedes would accept it and deliver nothing.
 */
export function authorizeSubscribe(device: ConnectedDevice, filter: string): boolean {
  if (device.subscriptions >= MAX_SUBSCRIPTIONS) return false;
  return isOwn(device, filter);
}

/** The same question for what is about to be delivered: a second lock on the same door. */
export function authorizeForward(device: ConnectedDevice, topic: string): boolean {
  return isOwn(device, topic);
}

function isOwn(device: ConnectedDevice, topic: string): boolean {
  if (topic === device.commands || topic === device.status) return true;
  return device.gatewayPrefix !== undefined && topic.startsWith(device.gatewayPrefix);
}
