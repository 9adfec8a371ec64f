import type { TimelineDevice } from '../contracts/timeline.ts';

/** A message of a motion sensor: epoch ms and whether it says that somebody is there. */
export type MotionRow = readonly [at: number, there: boolean];

export interface FoldMotionOptions {
  /** of each field of one device */
  newestFirst: readonly (readonly MotionRow[])[];
  /** epoch ms of bucket 0, and ms of each */
  from: number;
  step: number;
}

/** A night in bed. What is longer is a message that was lost, and would be taken for a sign of life. */
const LONGEST_STAY_MS = 12 * 3_600_000;

/** How often a device reported movement in each bucket, from when to when somebody was there, and the last time. Pure. */
export function foldMotion({ newestFirst, from, step }: FoldMotionOptions): {
  moved: TimelineDevice['motion'];
  occupied: TimelineDevice['occupied'];
  /** epoch ms */
  lastMotion: number | undefined;
} {
  const moved = new Map<number, number>();
  const occupied: [number, number][] = [];
  let lastMotion: number | undefined;
  for (const rows of newestFirst) {
    const counted = new Map<number, number>();
    // The message after this one: what it said and where it lies.
    let next: { bucket: number; there: boolean } | undefined;
    for (const [at, there] of rows) {
      const bucket = Math.floor((at - from) / step);
      if (there) {
        counted.set(bucket, (counted.get(bucket) ?? 0) + 1);
        lastMotion = Math.max(lastMotion ?? at, at);
        // From "somebody" to its own "nobody", where that lies in a later bucket.
        if (next && !next.there && next.bucket > bucket && (next.bucket - bucket) * step <= LONGEST_STAY_MS) {
          occupied.push([bucket, next.bucket]);
        }
      }
      next = { bucket, there };
    }
    // Two fields of one device say the same thing twice: the larger count is the closer one.
    for (const [bucket, times] of counted) moved.set(bucket, Math.max(moved.get(bucket) ?? 0, times));
  }
  const early = (a: readonly number[], b: readonly number[]) => (a[0] ?? 0) - (b[0] ?? 0);
  return { moved: [...moved].sort(early), occupied: occupied.sort(early), lastMotion };
}
