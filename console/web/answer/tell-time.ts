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

/** How long ago that was: "5 minutes ago". A phone whose clock is behind never says "in 5 minutes". */
export function timeAgo(iso: string, now: number, locale: Locale): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000));
  const format = new Intl.RelativeTimeFormat(locale, { numeric: minutes === 0 ? 'auto' : 'always' });
  if (minutes === 0) return format.format(0, 'second');
  return minutes < 90 ? format.format(-minutes, 'minute') : format.format(-Math.round(minutes / 60), 'hour');
}
