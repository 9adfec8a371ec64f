/** `p50 / p99 / max` of these, rounded. */
export function percentiles(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);
  return `${at(0.5)} / ${at(0.99)} / ${at(1)}`;
}
