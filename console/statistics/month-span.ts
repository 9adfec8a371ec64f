import { DateTime } from 'luxon';

/**
 * From the first midnight of a month to that of the next, by the clock on the wall there.
 * @param month YYYY-MM
 * @param timezone IANA name; one that this machine does not know is read as UTC
 */
export function monthSpan(month: string, timezone: string): { from: Date; to: Date } {
  const local = DateTime.fromISO(`${month}-01`, { zone: timezone });
  const from = local.isValid ? local : DateTime.fromISO(`${month}-01`, { zone: 'utc' });
  return { from: from.toJSDate(), to: from.plus({ months: 1 }).toJSDate() };
}
