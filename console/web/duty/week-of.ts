/**
 * The days of the week of a moment, Monday first, in this computer's zone.
 * @param at epoch ms
 * @param weeks this many weeks later (negative: earlier)
 * @returns eight midnights, epoch ms: each day from one to the next; a day on which clocks change is not 24 h
 */
export function weekOf(at: number, weeks: number): number[] {
  const day = new Date(at);
  const monday = day.getDate() - ((day.getDay() + 6) % 7) + 7 * weeks;
  return Array.from({ length: 8 }, (_, index) =>
    new Date(day.getFullYear(), day.getMonth(), monday + index).getTime(),
  );
}
