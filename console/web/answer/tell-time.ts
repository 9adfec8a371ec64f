import type { Locale } from '../../../contracts/notification.ts';

/** A moment as the clock of the home shows it: "11月22日 03:12". */
export function clockTime(iso: string, timezone: string, locale: Locale): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone: timezone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));
}

/** How long ago that was: "5 minutes ago"; undefined for less than one, and for a phone whose clock is behind. */
export function timeAgo(iso: string, now: number, locale: Locale): string | undefined {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return undefined;
  const format = new Intl.RelativeTimeFormat(locale);
  return minutes < 90 ? format.format(-minutes, 'minute') : format.format(-Math.round(minutes / 60), 'hour');
}
