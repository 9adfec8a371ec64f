import type { Reading } from '../api/shapes.ts';
import { timeOf } from './spans-of.ts';

/** One property over time: epoch ms and values, ordered. */
export interface Line {
  deviceId: string;
  points: [at: number, value: number][];
}

/** The curves of one numeric property, one per device that reports it at least twice. */
export function linesOf(readings: readonly Reading[], property: string): Line[] {
  const byDevice = new Map<string, [number, number][]>();
  for (const reading of readings) {
    const value = reading[property];
    const at = timeOf(reading);
    if (typeof value !== 'number' || !Number.isFinite(value) || Number.isNaN(at)) continue;
    const points = byDevice.get(reading.deviceId) ?? [];
    byDevice.set(reading.deviceId, points);
    points.push([at, value]);
  }
  return Array.from(byDevice, ([deviceId, points]) => ({
    deviceId,
    points: points.sort((a, b) => a[0] - b[0]),
  })).filter((line) => line.points.length > 1);
}
