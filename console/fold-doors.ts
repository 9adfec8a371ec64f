import type { TimelineDevice } from '../contracts/timeline.ts';

/** A message of a door: epoch ms and whether it was open. */
export type DoorRow = readonly [at: number, open: boolean];

export interface FoldDoorsOptions {
  newestFirst: readonly DoorRow[];
  /** absent when not known: a first word of "open" then counts as an opening */
  openBefore: boolean | undefined;
  /** epoch ms of bucket 0, and ms of each */
  from: number;
  step: number;
}

/** How often a door was opened and closed in each bucket: a door repeats its state, only a change counts. Pure. */
export function foldDoors({
  newestFirst,
  openBefore,
  from,
  step,
}: FoldDoorsOptions): TimelineDevice['doors'] {
  const buckets = new Map<number, [number, number, number, 0 | 1]>();
  let state = openBefore ?? false;
  for (let i = newestFirst.length - 1; i >= 0; i -= 1) {
    const [at, open] = newestFirst[i] as DoorRow;
    if (open === state) continue;
    state = open;
    const bucket = Math.floor((at - from) / step);
    const counted = buckets.get(bucket) ?? [bucket, 0, 0, 0];
    counted[open ? 1 : 2] += 1;
    counted[3] = open ? 1 : 0;
    buckets.set(bucket, counted);
  }
  return [...buckets.values()];
}
