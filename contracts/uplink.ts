/**
 * The uplink log: what devices said, durably, in the order the broker took it.
 *
 * One Redis stream per shard and lane; one entry per group commit; one entry packs many messages (one
 * XADD per message costs Redis more than everything else together). The frame format is ours and versioned.
 */

/** `safety` is never kept waiting by `routine`: its own streams, its own reader, acknowledged at once. */
export const LANES = ['safety', 'routine'] as const;
export type Lane = (typeof LANES)[number];

/** The only field of an uplink stream entry: the packed frames. */
export const UPLINK_FIELD = 'm';

/** The consumer group that works the log off. Its one consumer per shard is whoever holds the shard's lease. */
export const UPLINK_GROUP = 'ingest';
export const UPLINK_CONSUMER = 'ingest';

/** Default number of shards; broker and ingest must agree (`UPLINK_SHARDS`). */
export const DEFAULT_UPLINK_SHARDS = 2;

/** The hash tag keeps one shard's keys on one node of a Redis Cluster. */
export function uplinkStream(shard: number, lane: Lane): string {
  return `anju:{${shard}}:uplink:${lane}`;
}

/** Readings of one home stay in order because a home has one shard. FNV-1a: stable across processes and versions. */
export function shardOf(homeId: string, shards: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < homeId.length; i++) {
    hash = Math.imul(hash ^ homeId.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 0) % shards;
}

/** One MQTT message as the broker took it. */
export interface UplinkMessage {
  /** client id = device id of whoever sent it (a gateway, when it speaks for others) */
  clientId: string;
  topic: string;
  payload: Buffer;
  /** epoch ms at which the broker had read the packet */
  receivedAt: number;
  /** ms since this client's CONNECT: a retained replay comes right after one; kept as 0 to 2^32-1 */
  sinceConnect: number;
  /** MQTT packet identifier, 0 at QoS 0 and for wills */
  packetId: number;
  /** MQTT DUP: a re-send of something that may have been stored before */
  dup: boolean;
  /** MQTT RETAIN as sent */
  retain: boolean;
}

const VERSION = 1;
const FIXED = 1 + 1 + 6 + 4 + 2 + 1 + 2 + 4;

/** Frames are concatenated, so a batch is packed with one allocation. */
export function packUplink(messages: readonly UplinkMessage[]): Buffer {
  let size = 0;
  for (const m of messages) {
    size += FIXED + Buffer.byteLength(m.clientId) + Buffer.byteLength(m.topic) + m.payload.length;
  }
  const out = Buffer.allocUnsafe(size);
  let at = 0;
  for (const m of messages) {
    at = out.writeUInt8(VERSION, at);
    at = out.writeUInt8((m.dup ? 1 : 0) | (m.retain ? 2 : 0), at);
    at = out.writeUIntBE(m.receivedAt, at, 6);
    // Whatever clock it was taken by: a frame that cannot be written would stop the whole batch for ever.
    at = out.writeUInt32BE(Math.min(Math.max(m.sinceConnect, 0), 0xffffffff), at);
    at = out.writeUInt16BE(m.packetId, at);
    const clientStart = at + 7;
    const clientLength = out.write(m.clientId, clientStart);
    const topicLength = out.write(m.topic, clientStart + clientLength);
    at = out.writeUInt8(clientLength, at);
    at = out.writeUInt16BE(topicLength, at);
    at = out.writeUInt32BE(m.payload.length, at);
    at = clientStart + clientLength + topicLength;
    at += m.payload.copy(out, at);
  }
  return out;
}

/**
 * Unpacks one stream entry. Payloads are views into `packed`.
 * @throws RangeError when the entry is cut or of an unknown version: the caller quarantines the entry whole
 */
export function unpackUplink(packed: Buffer): UplinkMessage[] {
  const messages: UplinkMessage[] = [];
  let at = 0;
  while (at < packed.length) {
    const version = packed.readUInt8(at);
    if (version !== VERSION) throw new RangeError(`uplink frame of unknown version ${version} at byte ${at}`);
    const flags = packed.readUInt8(at + 1);
    const clientLength = packed.readUInt8(at + 14);
    const topicLength = packed.readUInt16BE(at + 15);
    const payloadLength = packed.readUInt32BE(at + 17);
    const body = at + FIXED;
    const end = body + clientLength + topicLength + payloadLength;
    if (end > packed.length) throw new RangeError(`uplink frame at byte ${at} is cut short`);
    messages.push({
      clientId: packed.toString('utf8', body, body + clientLength),
      topic: packed.toString('utf8', body + clientLength, body + clientLength + topicLength),
      payload: packed.subarray(end - payloadLength, end),
      receivedAt: packed.readUIntBE(at + 2, 6),
      sinceConnect: packed.readUInt32BE(at + 8),
      packetId: packed.readUInt16BE(at + 12),
      dup: (flags & 1) !== 0,
      retain: (flags & 2) !== 0,
    });
    at = end;
  }
  return messages;
}
