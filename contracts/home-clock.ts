import type { QuietHours } from './call-context.ts';

/** The clock on the wall of a home. Instants are epoch ms. */
export interface HomeClock {
  /** minutes since midnight there, 0 to 1439 */
  minutesAt: (instant: number) => number;
  /** the first moment at or after `instant` when it is that many minutes past midnight there */
  next: (minutes: number, instant: number) => number;
}

/** When somebody with these quiet hours may be called: `instant`, or the end of the quiet that it falls into. */
export function afterQuiet(quiet: QuietHours | undefined, instant: number, clock: HomeClock): number {
  if (quiet === undefined) return instant;
  const [from, to] = [minutesOf(quiet.from), minutesOf(quiet.to)];
  const at = clock.minutesAt(instant);
  const isQuiet = from <= to ? from <= at && at < to : from <= at || at < to;
  return isQuiet ? clock.next(to, instant) : instant;
}

function minutesOf(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
