const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/**
 * How long to wait before reconnecting, in ms. Doubling up to 30 s, and jittered over its upper half: after
 * a power cut thousands come back at once, and must not come back in step.
 * @param attempt 0 for the first try after a connection was lost
 */
export function backoffMs(
  attempt: number,
  random: () => number,
  { firstMs = FIRST_MS, longestMs = LONGEST_MS }: { firstMs?: number; longestMs?: number } = {},
): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 20));
  return Math.round(ceiling * (0.5 + 0.5 * random()));
}
