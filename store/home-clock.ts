import { DateTime } from 'luxon';
import type { HomeClock } from '../contracts/home-clock.ts';

/**
 * The clock on the wall of a home.
 * @param timezone IANA name; one that this machine does not know is read as UTC: a name must not stop an alarm
 */
export function homeClock(timezone: string): HomeClock {
  const at = (instant: number): DateTime => {
    const local = DateTime.fromMillis(instant, { zone: timezone });
    return local.isValid ? local : DateTime.fromMillis(instant, { zone: 'utc' });
  };
  return {
    minutesAt: (instant) => {
      const { hour, minute } = at(instant);
      return hour * 60 + minute;
    },
    next: (minutes, instant) => {
      const time = { hour: Math.floor(minutes / 60), minute: minutes % 60, second: 0, millisecond: 0 };
      const today = at(instant).set(time);
      const next = today.toMillis() >= instant ? today : today.plus({ days: 1 }).set(time);
      return next.toMillis();
    },
  };
}
