import { parseUplinkTopic } from '../contracts/topics.ts';
import type { Lane } from '../contracts/uplink.ts';
import type { ConnectedDevice } from './connected-device.ts';

/**
 * Whether a device may say something on a topic, and on which lane it travels.
 * Its own `devices/{id}/readings|status`; a gateway also everything below its `gateways/{id}/`.
 * @returns undefined when the topic is not the device's own
 */
export function authorizePublish(device: ConnectedDevice, topic: string): Lane | undefined {
  if (topic === device.readings || topic === device.status) return device.lane;
  if (device.gatewayPrefix === undefined || !topic.startsWith(device.gatewayPrefix)) return undefined;
  const uplink = parseUplinkTopic(topic);
  if (uplink === undefined) return undefined;
  if (uplink.kind !== 'gateway-device') return device.lane;
  // As long as nobody could say who speaks through this gateway, each of them may be a press.
  if (device.lanes === undefined) return 'safety';
  const { friendlyName } = uplink;
  // `{name}/{property}` with the bare value (Zigbee2MQTT's `output: attribute`) goes the way of its device: what is
  // remembered of a device is kept by lane, and `smoke` told on two lanes would be two alarms.
  const owner = friendlyName.slice(0, Math.max(0, friendlyName.lastIndexOf('/')));
  return laneBehind(device.lanes, friendlyName) ?? laneBehind(device.lanes, owner) ?? 'routine';
}

function laneBehind(lanes: ReadonlyMap<string, Lane>, name: string): Lane | undefined {
  return lanes.get(name) ?? lanes.get(name.toLowerCase());
}
