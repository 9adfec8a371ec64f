import type { Redis } from 'ioredis';
import type { Lane } from '../../contracts/uplink.ts';
import { deviceStateSchema, type DeviceState } from '../detect/device-state.ts';

/** What detection remembers, and up to which entry the alarms of a lane have been handed over. */
export interface AlarmState {
  devices: Map<string, DeviceState>;
  /** id of the last entry whose alarms were handed over and remembered */
  handedOver: string;
}

/** A device that has been quiet for this long is forgotten. */
const FORGET_AFTER_MS = 30 * 24 * 3_600_000;
const POSITION = 'handedOver';

/** One hash per shard and lane, so that a lane's memory and its position are written as one. */
export function alarmStateKey(shard: number, lane: Lane): string {
  return `anju:{${shard}}:alarmstate:${lane}`;
}

export async function loadAlarmState(
  redis: Redis,
  shard: number,
  lane: Lane,
  now: number,
): Promise<AlarmState> {
  const key = alarmStateKey(shard, lane);
  const state: AlarmState = { devices: new Map(), handedOver: '0-0' };
  const forgotten: string[] = [];
  for (const [field, text] of Object.entries(await redis.hgetall(key))) {
    if (field === POSITION) {
      state.handedOver = text;
      continue;
    }
    const device = parse(text);
    if (device === undefined || isQuiet(device, now)) forgotten.push(field);
    else state.devices.set(field, device);
  }
  if (forgotten.length > 0) await redis.hdel(key, ...forgotten);
  return state;
}

/** One HSET is atomic: after a crash there is the memory of before the entry or of after it, never a mixture. */
export async function saveAlarmState(options: {
  redis: Redis;
  shard: number;
  lane: Lane;
  changed: ReadonlyMap<string, DeviceState>;
  handedOver: string;
}): Promise<void> {
  const { redis, shard, lane, changed, handedOver } = options;
  const fields = [...changed].flatMap(([id, state]) => [id, JSON.stringify(state)]);
  await redis.hset(alarmStateKey(shard, lane), POSITION, handedOver, ...fields);
}

function parse(text: string): DeviceState | undefined {
  try {
    return deviceStateSchema.parse(JSON.parse(text));
  } catch {
    return undefined; // written by another version: in doubt the next alarm is a new one
  }
}

function isQuiet({ levels, said, arrivals = [] }: DeviceState, now: number): boolean {
  return (
    Object.keys(levels).length === 0 &&
    said.every((one) => now - one.received > FORGET_AFTER_MS) &&
    arrivals.every((one) => now - one.at > FORGET_AFTER_MS)
  );
}
