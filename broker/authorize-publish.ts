import { parseUplinkTopic } from '../contracts/topics.ts';
import type { Lane } from '../contracts/uplink.ts';
import type { ConnectedDevice } from './connected-device.ts';

/**
 * Whether a device may say something on a topic, and on which lane it travels.
 * Its own `devices/{id}/readings|status`; a gateway also everything below its `gateways/{id}/`.
 * @returns undefined when the topic is not the device's own
 */
export function authorizePublish(device: ConnectedDevice, topic: string): Lane | undefined {
  if (topic === device.readings.text || topic === device.status.text) return device.lane;
  if (device.gatewayPrefix === undefined || !topic.startsWith(device.gatewayPrefix)) return undefined;
  const uplink = parseUplinkTopic(topic);
  if (uplink === undefined) return undefined;
  if (uplink.kind !== 'gateway-device') return device.lane;
  // As long as nobody could say who speaks through this gateway, each of them may be a press.
  if (device.lanes === undefined) return 'safety';
  const { friendlyName } = uplink;
  return device.lanes.get(friendlyName) ?? device.lanes.get(friendlyName.toLowerCase()) ?? 'routine';
}
