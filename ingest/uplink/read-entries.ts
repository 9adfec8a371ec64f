import type { Redis } from 'ioredis';
import { UPLINK_CONSUMER, UPLINK_FIELD, UPLINK_GROUP } from '../../contracts/uplink.ts';

/** An entry as it lies in the stream; without `packed` it was deleted meanwhile or is not ours. */
export interface RawEntry {
  id: string;
  packed: Buffer | undefined;
}

export interface ReadEntriesOptions {
  redis: Redis;
  stream: string;
  /** `>` for new entries, an id for what was delivered after it and not acknowledged */
  after: string;
  count: number;
  blockMs?: number;
}

/** Makes the consumer group at the very beginning of the log: what came before ingest ran is read too. */
export async function ensureGroup(redis: Redis, stream: string): Promise<void> {
  try {
    await redis.xgroup('CREATE', stream, UPLINK_GROUP, '0', 'MKSTREAM');
  } catch (error) {
    if (!String(error).includes('BUSYGROUP')) throw error;
  }
}

/** Reads entries as bytes: payloads are not text. */
export async function readEntries({
  redis,
  stream,
  after,
  count,
  blockMs,
}: ReadEntriesOptions): Promise<RawEntry[]> {
  const who = ['GROUP', UPLINK_GROUP, UPLINK_CONSUMER] as const;
  const reply = (
    blockMs === undefined
      ? await redis.xreadgroupBuffer(...who, 'COUNT', count, 'STREAMS', stream, after)
      : await redis.xreadgroupBuffer(...who, 'COUNT', count, 'BLOCK', blockMs, 'STREAMS', stream, after)
  );
  return (reply?.[0]?.[1] ?? []).map(([id, fields]) => ({ id: id.toString(), packed: packedOf(fields) }));
}

function packedOf(fields: Buffer[] | null): Buffer | undefined {
  for (let at = 0; fields !== null && at + 1 < fields.length; at += 2) {
    if (fields[at]?.toString() === UPLINK_FIELD) return fields[at + 1];
  }
  return undefined;
}
