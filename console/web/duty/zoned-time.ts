/** What clocks and calendars of a zone say; months and days begin with 1. */
export interface WallTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** @param at epoch ms @param timeZone IANA name */
export function wallTimeAt(at: number, timeZone: string): WallTime {
  const format = formats.get(timeZone) ?? formatOf(timeZone);
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: part('year'),
    month: part('month'),
    day: part('day'),
    hour: part('hour'),
    minute: part('minute'),
  };
}

/**
 * When it is that time there, epoch ms. A day past the end of its month counts on; a time that clocks leave out is
 * the one an hour later, one that they have twice is either.
 */
export function instantAt({ year, month, day, hour, minute }: WallTime, timeZone: string): number {
  const asUtc = Date.UTC(year, month - 1, day, hour, minute);
  const offsetAt = (at: number): number => {
    const wall = wallTimeAt(at, timeZone);
    return (
      Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute) - Math.floor(at / 60_000) * 60_000
    );
  };
  // The offset near the moment is that of the moment, but for the hours around a change of clocks.
  const near = asUtc - offsetAt(asUtc);
  return asUtc - offsetAt(near);
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
}
