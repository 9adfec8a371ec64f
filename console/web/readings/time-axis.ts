import type uPlot from 'uplot';
import type { ChartColours } from './chart-colours.ts';
import { zoneOffset } from './zone-offset.ts';

export interface TimeAxisOptions {
  colours: ChartColours;
  language: string;
  timeZone: string | undefined;
  size: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEPS = [
  MINUTE_MS,
  5 * MINUTE_MS,
  15 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
  DAY_MS,
  2 * DAY_MS,
  5 * DAY_MS,
  10 * DAY_MS,
];
/** A label and the room around it. */
const LABEL_PX = 78;

/** Hours and days of the home, wherever the dispatcher sits: midnight has its date. */
export function timeAxis({ colours, language, timeZone, size }: TimeAxisOptions): uPlot.Axis {
  const zone = timeZone !== undefined && { timeZone };
  const hour = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...zone,
  });
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', ...zone });
  return {
    size,
    stroke: colours.ink,
    font: `13px ${colours.face}`,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1 },
    splits: (u, _axis, min, max) =>
      timeSplits(min, max, (u.bbox.width / devicePixelRatio || u.width) / LABEL_PX, timeZone),
    values: (_u, splits) =>
      splits.map((at) => ((at + zoneOffset(at, timeZone)) % DAY_MS === 0 ? day.format(at) : hour.format(at))),
  };
}

/** Round times of the home's clock between two moments (epoch ms), `most` at most. Pure. */
export function timeSplits(min: number, max: number, most: number, timeZone: string | undefined): number[] {
  const step = STEPS.find((size) => (max - min) / size <= most) ?? 10 * DAY_MS;
  const offset = zoneOffset(min, timeZone);
  const splits: number[] = [];
  for (let wall = Math.ceil((min + offset) / step) * step; wall - offset <= max; wall += step) {
    splits.push(wall - zoneOffset(wall - offset, timeZone));
  }
  return splits;
}
