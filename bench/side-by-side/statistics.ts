/** What several rounds say together: a machine that others use too makes single figures worth little. */
export interface Spread {
  median: number;
  min: number;
  max: number;
}

/** Median, least and most of these; all NaN when there are none. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? NaN;
  const high = sorted[Math.floor(middle)] ?? NaN;
  return { median: (low + high) / 2, min: sorted[0] ?? NaN, max: sorted.at(-1) ?? NaN };
}

/**
 * One ratio per round: what disturbed a round disturbed both of it, so their ratio is steadier than the ratio of
 * two medians. Rounds in which one of them has no figure are left out.
 */
export function pairedRatios(
  of: readonly (number | undefined)[],
  to: readonly (number | undefined)[],
): number[] {
  return of.flatMap((value, round) => {
    const other = to[round];
    return value === undefined || other === undefined || other === 0 ? [] : [value / other];
  });
}

/** The value below which `share` (0 to 1) of these lie: one that really occurred, NaN of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
