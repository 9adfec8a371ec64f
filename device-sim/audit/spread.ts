/** How times are spread, ms. */
export interface Spread {
  count: number;
  p50: number;
  p99: number;
  max: number;
  /** how many are at most so long and longer than the bucket before; doubling, up to the longest */
  buckets: { upToMs: number; count: number }[];
}

/** @returns undefined when there is nothing to spread */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (q: number): number => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
  if (sorted.length === 0) return undefined;
  const buckets: Spread['buckets'] = [];
  let counted = 0;
  for (let upToMs = 1; counted < sorted.length; upToMs *= 2) {
    const until = sorted.findIndex((value) => value > upToMs);
    const upTo = until < 0 ? sorted.length : until;
    buckets.push({ upToMs, count: upTo - counted });
    counted = upTo;
  }
  return { count: sorted.length, p50: at(0.5), p99: at(0.99), max: at(1), buckets };
}
