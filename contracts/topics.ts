/**
 * The MQTT topics of the platform (docs/contract: MQTT 3.1.1). Pure string work, no broker.
 *
 * `devices/{deviceId}/readings|status|commands` for what connects itself;
 * `gateways/{gatewayId}/…` is the base topic of a Zigbee2MQTT that speaks for others.
 */

/** What an uplink topic says, by whom. `suffix` is what stands behind the friendly name, if anything. */
export type UplinkTopic =
  | { kind: 'readings'; clientId: string }
  | { kind: 'status'; clientId: string }
  | { kind: 'gateway-device'; clientId: string; friendlyName: string; suffix?: GatewaySuffix }
  | { kind: 'gateway-bridge'; clientId: string; path: string };

/** Zigbee2MQTT's sub-topics of a device: `availability`, and one property as bare text (`action`, `click`). */
export type GatewaySuffix = 'availability' | 'action' | 'click';

const SUFFIXES: readonly string[] = ['availability', 'action', 'click'] satisfies GatewaySuffix[];

function isSuffix(text: string): text is GatewaySuffix {
  return SUFFIXES.includes(text);
}

/**
 * Reads an uplink topic. A friendly name may hold slashes and spaces (Zigbee2MQTT allows both), so the
 * last level is a suffix only when it is one of the known ones.
 * @returns undefined when the topic is not an uplink topic of this platform
 */
export function parseUplinkTopic(topic: string): UplinkTopic | undefined {
  const first = topic.indexOf('/');
  const second = topic.indexOf('/', first + 1);
  if (first < 0 || second < 0) return undefined;
  const root = topic.slice(0, first);
  const clientId = topic.slice(first + 1, second);
  const rest = topic.slice(second + 1);
  if (clientId === '' || rest === '') return undefined;
  if (root === 'devices') {
    return rest === 'readings' || rest === 'status' ? { kind: rest, clientId } : undefined;
  }
  if (root !== 'gateways') return undefined;
  if (rest.startsWith('bridge/')) return { kind: 'gateway-bridge', clientId, path: rest.slice(7) };
  const last = rest.lastIndexOf('/');
  const tail = rest.slice(last + 1);
  if (last > 0 && isSuffix(tail)) {
    return { kind: 'gateway-device', clientId, friendlyName: rest.slice(0, last), suffix: tail };
  }
  return { kind: 'gateway-device', clientId, friendlyName: rest };
}

/** Where a device listens for what the centre tells it. */
export function commandsTopic(deviceId: string): string {
  return `devices/${deviceId}/commands`;
}

export function readingsTopic(deviceId: string): string {
  return `devices/${deviceId}/readings`;
}

export function statusTopic(deviceId: string): string {
  return `devices/${deviceId}/status`;
}

/** Zigbee2MQTT's `base_topic` for a gateway of ours. */
export function gatewayBaseTopic(gatewayId: string): string {
  return `gateways/${gatewayId}`;
}
