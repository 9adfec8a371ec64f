import type { KnownDevice } from '../store/devices.ts';
import type { KnownClient } from './device-directory.ts';

/**
 * Who a gateway speaks for: by the IEEE address in the payload, which never changes, then by friendly name, then by
 * a friendly name that is the address (Zigbee2MQTT's default).
 */
export function findSubDevice(
  client: KnownClient,
  friendlyName: string,
  ieeeAddress?: string,
): KnownDevice | undefined {
  return (
    (ieeeAddress === undefined ? undefined : client.byAddress.get(ieeeAddress)) ??
    client.byName.get(friendlyName) ??
    client.byAddress.get(friendlyName.toLowerCase())
  );
}

/** Zigbee2MQTT with `output: attribute` says `…/{name}/{property}` with the bare value. */
export function splitAttribute(friendlyName: string): { friendlyName: string; property: string } | undefined {
  const slash = friendlyName.lastIndexOf('/');
  if (slash <= 0 || slash === friendlyName.length - 1) return undefined;
  return { friendlyName: friendlyName.slice(0, slash), property: friendlyName.slice(slash + 1) };
}
