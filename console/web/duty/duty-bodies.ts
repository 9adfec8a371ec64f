import type { Fields } from '../form/fields-of.ts';
import { instantAt } from './zoned-time.ts';

interface DutyBody {
  userId: string;
  startsAt: string;
  endsAt: string;
}

/**
 * The rows of a roster from the fields of the form: the same hours on so many days from the first. Hours that end
 * before they begin, or when they begin, end on the next day.
 * @param timeZone IANA name: whose clock the hours are read from
 */
export function dutyBodies(
  { userId = '', day = '', from = '', to = '', days = '1' }: Fields,
  timeZone: string,
): DutyBody[] {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const at = (later: number, time: string): string => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return new Date(instantAt({ year, month, day: date + later, hour, minute }, timeZone)).toISOString();
  };
  return Array.from({ length: Number(days) }, (_, later) => ({
    userId,
    startsAt: at(later, from),
    endsAt: at(to <= from ? later + 1 : later, to),
  }));
}
