import type { AlarmType } from '../../../contracts/alarm.ts';
import type { Incident } from '../../../contracts/incident.ts';
import type { Device } from '../api/shapes.ts';
import { isAlarmType } from '../queue/count-alarms.ts';

/** What a device or a room has said in this incident. */
export interface Spoken {
  type: AlarmType;
  /** epoch ms by the device's clock, the last time */
  at: number;
}

export interface Room {
  /** undefined: nobody has written down where these are */
  name: string | undefined;
  devices: { device: Device; spoken: Spoken | undefined }[];
  spoken: boolean;
}

/** The rooms of a home with their devices: those that have spoken first, then by name, and what has no room last. */
export function floorRooms(
  devices: readonly Device[],
  incident: Pick<Incident, 'events'> | undefined,
): Room[] {
  const spoken = new Map<string, Spoken>();
  for (const { type, deviceId, at } of incident?.events ?? []) {
    if (deviceId !== undefined && isAlarmType(type)) spoken.set(deviceId, { type, at: Date.parse(at) });
  }
  const rooms = new Map<string | undefined, Room>();
  for (const device of devices) {
    const name = device.room ?? undefined;
    const room = rooms.get(name) ?? { name, devices: [], spoken: false };
    const said = spoken.get(device.id);
    room.devices.push({ device, spoken: said });
    room.spoken ||= said !== undefined;
    rooms.set(name, room);
  }
  return [...rooms.values()].sort(
    (a, b) =>
      Number(b.spoken) - Number(a.spoken) ||
      Number(a.name === undefined) - Number(b.name === undefined) ||
      (a.name ?? '').localeCompare(b.name ?? ''),
  );
}
