import type { Timeline } from '../../../contracts/timeline.ts';

/** One property over time: epoch ms and values, ordered. */
export interface Line {
  deviceId: string;
  points: [at: number, value: number][];
}

export type LineProperty = 'battery' | 'linkquality' | 'temperature';

/** More lines in one picture cannot be told apart. */
const MOST_LINES = 4;

/**
 * The curves of one property, one per device that reports it at least twice. Of battery and signal the lowest of each
 * bucket, and the devices that have least: they are the ones that fall silent. Pure.
 */
export function linesOf({ from, heardStepSeconds, devices }: Timeline, property: LineProperty): Line[] {
  const start = Date.parse(from);
  const lines = devices
    .map((device): Line => ({
      deviceId: device.deviceId,
      points: device[property].map(([bucket, value]) => [start + bucket * heardStepSeconds * 1_000, value]),
    }))
    .filter(({ points }) => points.length > 1);
  if (property === 'temperature') return lines.slice(0, MOST_LINES);
  return lines.sort((a, b) => lowest(a) - lowest(b)).slice(0, MOST_LINES);
}

function lowest({ points }: Line): number {
  return points.reduce((least, [, value]) => Math.min(least, value), Number.POSITIVE_INFINITY);
}
