import type { Priority } from '../contracts/alarm.ts';

/** First wait and longest wait, ms. Life safety is tried again while the escalation's next step is on its way. */
const WAITS: Record<Priority, { first: number; longest: number }> = {
  1: { first: 1_000, longest: 15_000 },
  2: { first: 5_000, longest: 120_000 },
  3: { first: 60_000, longest: 3_600_000 },
};

/** A thousand messages that failed together must not come back together. */
const JITTER = 0.25;

/**
 * How long to wait before attempt `attempt + 1`, in ms: doubled each time up to a limit, ±25 %.
 * @param attempt how many attempts have failed so far, from 1
 * @param random from 0 to 1
 */
export function retryDelay(attempt: number, priority: Priority, random: () => number = Math.random): number {
  const { first, longest } = WAITS[priority];
  const wait = Math.min(first * 2 ** Math.max(0, attempt - 1), longest);
  return Math.round(wait * (1 - JITTER + 2 * JITTER * random()));
}
