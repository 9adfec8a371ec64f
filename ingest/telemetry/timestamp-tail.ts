import type { LogPosition } from '../uplink/log-position.ts';

const TAILS = 1_000_000;

export interface TailInput {
  seq: number | undefined;
  /** the device or its gateway gave a time, be it one that is not believed: no two payloads of it are alike */
  hasDeviceTime: boolean;
  payload: Buffer;
  position: LogPosition;
}

/**
 * The nanoseconds below a millisecond of a reading's timestamp: unique among the readings of one device in one
 * millisecond, and the same when the reading is written again (after a crash, from the spool, re-sent by the device).
 */
export function timestampTail({ seq, hasDeviceTime, payload, position }: TailInput): number {
  if (seq !== undefined) return seq % TAILS;
  if (hasDeviceTime) return fnv1a(payload) % TAILS;
  // 16 ms × 16 entries of a millisecond × 3,906 messages of an entry.
  const entry = (position.ms % 16) * 16 + (position.seq % 16);
  return entry * 3_906 + (position.index % 3_906);
}

function fnv1a(bytes: Buffer): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
