import { laneOf } from '../contracts/device.ts';
import { commandsTopic, gatewayBaseTopic, readingsTopic, statusTopic } from '../contracts/topics.ts';
import { shardOf, type Lane } from '../contracts/uplink.ts';
import type { DeviceCredentials, KnownDevice } from '../store/devices.ts';

/** What the broker keeps of a device that has authenticated; made once per connection, read for every message. */
export interface ConnectedDevice {
  id: string;
  homeId: string;
  secretHash: Buffer;
  shard: number;
  lane: Lane;
  readings: string;
  status: string;
  commands: string;
  /** `gateways/{id}/`, for a gateway */
  gatewayPrefix: string | undefined;
  /** lanes of what speaks through this gateway, by friendly name and by IEEE address; undefined: not known yet */
  lanes: ReadonlyMap<string, Lane> | undefined;
  /** filters granted on this connection */
  subscriptions: number;
}

export function connectedDevice(
  credentials: DeviceCredentials & { secretHash: Buffer },
  shards: number,
): ConnectedDevice {
  const { id, homeId, kind, secretHash } = credentials;
  return {
    id,
    homeId,
    secretHash,
    shard: shardOf(homeId, shards),
    lane: laneOf(kind),
    readings: readingsTopic(id),
    status: statusTopic(id),
    commands: commandsTopic(id),
    gatewayPrefix: kind === 'gateway' ? `${gatewayBaseTopic(id)}/` : undefined,
    lanes: undefined,
    subscriptions: 0,
  };
}

/** The lanes of a gateway's devices, under every name that a topic may use for them. */
export function lanesOf(gatewayId: string, devices: readonly KnownDevice[]): ReadonlyMap<string, Lane> {
  const lanes = new Map<string, Lane>();
  for (const device of devices) {
    if (device.gatewayId !== gatewayId) continue;
    const lane = laneOf(device.kind);
    if (device.friendlyName !== undefined) lanes.set(device.friendlyName, lane);
    if (device.ieeeAddress !== undefined) lanes.set(device.ieeeAddress.toLowerCase(), lane);
  }
  return lanes;
}
