import type { Timeline } from '../../../contracts/timeline.ts';

/** Where and when somebody moved last, epoch ms. Pure. */
export function lastMotionOf({ devices }: Timeline): { deviceId: string; at: number } | undefined {
  let last: { deviceId: string; at: number } | undefined;
  for (const { deviceId, lastMotionAt } of devices) {
    if (lastMotionAt === undefined) continue;
    const at = Date.parse(lastMotionAt);
    if (!last || at > last.at) last = { deviceId, at };
  }
  return last;
}
