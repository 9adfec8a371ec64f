import type { Figures } from '../side-by-side/comparison.ts';

/** A backlog that grows by a tenth of the rate has more than this to catch up with after ten seconds. */
const BEHIND_S = 1;
/** A stall at the very end of the time takes that much off ten seconds; what piles up shows in `behind, s`. */
const RATE_SHARE = 0.97;

/** Whether a run held its rate: everything acknowledged in time, everything stored, and nothing left piling up. */
export function isSustained(figures: Figures, rate: number): boolean {
  const figure = (name: string) => figures[name] ?? NaN;
  return (
    figure('readings/s') >= rate * RATE_SHARE &&
    figure('sent') === figure('acknowledged') &&
    figure('acknowledged') === figure('stored') &&
    figure('behind, s') <= BEHIND_S &&
    (figures['alarms never heard of'] ?? 0) === 0
  );
}
