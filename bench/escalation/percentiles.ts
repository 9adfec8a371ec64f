import { percentile } from '../side-by-side/statistics.ts';

/** `p50 / p99 / max` of these, rounded. */
export function percentiles(values: readonly number[]): string {
  return [0.5, 0.99, 1].map((share) => Math.round(percentile(values, share))).join(' / ');
}
