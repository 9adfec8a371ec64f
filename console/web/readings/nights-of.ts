import type { View } from './move-view.ts';
import { zoneOffset } from './zone-offset.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Ten in the evening to six in the morning. */
const DUSK = -2 * HOUR_MS;
const DAWN = 6 * HOUR_MS;

/** The nights of the home in this time, by its own clock. Pure. */
export function nightsOf({ from, to }: View, timeZone: string | undefined): View[] {
  const nights: View[] = [];
  const first = Math.floor((from + zoneOffset(from, timeZone)) / DAY_MS) * DAY_MS;
  for (let midnight = first; ; midnight += DAY_MS) {
    const dusk = toMoment(midnight + DUSK, timeZone);
    if (dusk >= to) return nights;
    const dawn = toMoment(midnight + DAWN, timeZone);
    if (dawn > from) nights.push({ from: Math.max(dusk, from), to: Math.min(dawn, to) });
  }
}

/** The moment at which the clocks of the zone show this. */
function toMoment(wall: number, timeZone: string | undefined): number {
  const guess = wall - zoneOffset(wall, timeZone);
  return wall - zoneOffset(guess, timeZone);
}
