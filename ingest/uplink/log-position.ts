import type { Lane } from '../../contracts/uplink.ts';

/** Where a message stands in the uplink log. It never changes, so ids made from it survive a crash. */
export interface LogPosition {
  shard: number;
  lane: Lane;
  /** the stream entry's id, `ms-seq` */
  entry: string;
  ms: number;
  seq: number;
  /** of the message within the packed entry */
  index: number;
}

export function logPosition(shard: number, lane: Lane, entry: string, index: number): LogPosition {
  const dash = entry.indexOf('-');
  return { shard, lane, entry, ms: Number(entry.slice(0, dash)), seq: Number(entry.slice(dash + 1)), index };
}

/** `shard/lane/streamId/index`, as the quarantine and the alarm ids use it. */
export function positionText({ shard, lane, entry, index }: Omit<LogPosition, 'ms' | 'seq'>): string {
  return `${shard}/${lane}/${entry}/${index}`;
}

/** Compares two stream ids: negative when `a` was written first. */
export function compareEntries(a: string, b: string): number {
  const [aMs = 0, aSeq = 0] = a.split('-').map(Number);
  const [bMs = 0, bSeq = 0] = b.split('-').map(Number);
  return aMs - bMs || aSeq - bSeq;
}
