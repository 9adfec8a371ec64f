import type { DeviceKind } from '../../../contracts/device.ts';
import type { Device } from '../api/shapes.ts';

/** What matters of a device here. */
type Placed = Pick<Device, 'id' | 'kind' | 'room' | 'friendlyName' | 'model'>;

/** A line of the timeline from left to right. */
export interface Lane {
  key: string;
  kind: 'alarms' | 'room' | 'device' | 'door';
  /** of a room, or where the device is; absent where not known */
  room?: string;
  /** of a device */
  device?: DeviceKind;
  /** of a device whose room is not known */
  name?: string;
  deviceIds: ReadonlySet<string>;
}

/**
 * Alarms first, then the rooms, then the doors. Pure.
 * @param heard devices that spoke, also those that are no longer registered here
 * @param apart each device on a line of its own
 */
export function lanesOf(devices: readonly Placed[], heard: ReadonlySet<string>, apart: boolean): Lane[] {
  const known = new Set(devices.map(({ id }) => id));
  const gone = [...heard]
    .filter((id) => id !== '' && !known.has(id))
    .map((id): Placed => ({ id, kind: 'other' }));
  const shown = [...devices.filter(({ kind, id }) => kind !== 'gateway' || heard.has(id)), ...gone];
  const doors = shown.filter(({ kind }) => kind === 'door');
  const rooms = new Map<string, Placed[]>();
  for (const device of shown) {
    if (device.kind === 'door') continue;
    const room = device.room ?? '';
    rooms.set(room, [...(rooms.get(room) ?? []), device]);
  }
  const named = [...rooms].sort(([a], [b]) => Number(a === '') - Number(b === '') || a.localeCompare(b));
  return [
    { key: 'alarms', kind: 'alarms', deviceIds: new Set() },
    ...named.flatMap(([room, inside]): Lane[] =>
      apart || inside.length === 1
        ? inside.map((device) => deviceLane(device, 'device'))
        : [
            {
              key: `room ${room}`,
              kind: 'room',
              ...(room !== '' && { room }),
              deviceIds: new Set(inside.map(({ id }) => id)),
            },
          ],
    ),
    ...doors
      .sort((a, b) => (a.room ?? '').localeCompare(b.room ?? ''))
      .map((device) => deviceLane(device, 'door')),
  ];
}

function deviceLane({ id, kind, room, friendlyName, model }: Placed, lane: 'device' | 'door'): Lane {
  const name = room ? undefined : (friendlyName ?? model);
  return {
    key: id,
    kind: lane,
    ...(room && { room }),
    ...(name && { name }),
    device: kind,
    deviceIds: new Set([id]),
  };
}
