import type { Timeline } from '../../../contracts/timeline.ts';

/** From when to when nothing is known, epoch ms. */
export interface Silence {
  from: number;
  to: number;
}

/** Two heartbeats of a battery sensor. Less is no silence: everything pauses. */
const SILENT_AFTER_MS = 2 * 3_600_000;

/**
 * When none of these devices was heard: whether somebody moved then is not known. Pure.
 * @param now epoch ms: what has not been yet is no silence
 */
export function silencesOf(timeline: Timeline, deviceIds: ReadonlySet<string>, now: number): Silence[] {
  const start = Date.parse(timeline.from);
  const end = Math.min(Date.parse(timeline.to), now);
  const step = timeline.heardStepSeconds * 1_000;
  const heard = timeline.devices
    .filter(({ deviceId }) => deviceIds.has(deviceId))
    .flatMap((device) =>
      device.heard.map(([first, last]) => [start + first * step, start + (last + 1) * step]),
    )
    .sort((a, b) => (a[0] as number) - (b[0] as number)) as [number, number][];
  const silences: Silence[] = [];
  let known = start;
  for (const [from, to] of [...heard, [end, end] as const]) {
    if (from - known >= SILENT_AFTER_MS) silences.push({ from: known, to: from });
    known = Math.max(known, to);
  }
  return silences;
}
