import { DateTime } from 'luxon';
import type { Locale } from '../contracts/notification.ts';

/**
 * A moment as people of a home read it.
 * @param at RFC 3339
 * @param timezone IANA name; one that does not exist yields UTC, and says so: a wrong name must not stop an alarm
 */
export function homeTime(at: string, timezone: string, format: string, locale: Locale): string {
  const utc = DateTime.fromISO(at, { zone: 'utc' });
  const local = utc.setZone(timezone);
  return local.isValid
    ? local.setLocale(locale).toFormat(format)
    : `${utc.setLocale(locale).toFormat(format)} UTC`;
}
