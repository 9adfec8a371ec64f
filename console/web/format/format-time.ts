const formats = new Map<string, Intl.DateTimeFormat>();
const days = new Map<string, Intl.DateTimeFormat>();

function formatOf(language: string, timeZone: string | undefined, withDate: boolean): Intl.DateTimeFormat {
  const key = `${language} ${timeZone ?? ''} ${withDate}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language, {
    ...(timeZone !== undefined && { timeZone }),
    ...(withDate && { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(key, format);
  return format;
}

function dayOf(at: number, timeZone: string | undefined): string {
  const key = timeZone ?? '';
  const format =
    days.get(key) ?? new Intl.DateTimeFormat('en-CA', { ...(timeZone !== undefined && { timeZone }) });
  days.set(key, format);
  return format.format(at);
}

/**
 * A moment as people of the home say it: the time, and the day when it is not today's.
 * @param at, now epoch ms
 * @param timeZone IANA name of the home's zone; this computer's where not known
 */
export function formatTime(at: number, now: number, language: string, timeZone?: string): string {
  return formatOf(language, timeZone, dayOf(at, timeZone) !== dayOf(now, timeZone)).format(at);
}
