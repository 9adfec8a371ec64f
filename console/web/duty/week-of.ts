import { instantAt, wallTimeAt } from './zoned-time.ts';

/**
 * The days of the week of a moment, Monday first.
 * @param at epoch ms
 * @param weeks this many weeks later (negative: earlier)
 * @param timeZone IANA name
 * @returns eight midnights there, epoch ms: each day from one to the next; a day on which clocks change is not 24 h
 */
export function weekOf(at: number, weeks: number, timeZone: string): number[] {
  const { year, month, day } = wallTimeAt(at, timeZone);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  const monday = day - ((weekday + 6) % 7) + 7 * weeks;
  return Array.from({ length: 8 }, (_, index) =>
    instantAt({ year, month, day: monday + index, hour: 0, minute: 0 }, timeZone),
  );
}
