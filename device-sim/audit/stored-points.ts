import type { Point } from './judge-readings.ts';

/** Messages of one device that are looked for together. */
export interface Wanted {
  device: string;
  /** both included */
  seq: { from: number; to: number };
  /** under which times they may stand, epoch ms; both included */
  time: { from: number; to: number };
}

/** Where readings are looked for: InfluxDB itself, or what the API shows of it. */
export interface StoredPoints {
  /** Everything stored of these devices with a `seq` in their range, in the order of `wanted`. */
  read: (wanted: readonly Wanted[]) => Promise<Point[][]>;
}
