import type uPlot from 'uplot';
import type { ChartColours } from './chart-colours.ts';

export interface TimeAxisOptions {
  colours: ChartColours;
  language: string;
  timeZone: string | undefined;
  size: number;
}

const HOUR_MS = 3_600_000;

/** Hours of the home's day, wherever the dispatcher sits. */
export function timeAxis({ colours, language, timeZone, size }: TimeAxisOptions): uPlot.Axis {
  const format = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone !== undefined && { timeZone }),
  });
  return {
    size,
    stroke: colours.ink,
    font: `13px ${colours.face}`,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1 },
    splits: (u, _axis, min, max) => {
      const step = (u.width < 560 ? 6 : 3) * HOUR_MS;
      const first = Math.ceil(min / step) * step;
      const splits: number[] = [];
      for (let at = first; at <= max; at += step) splits.push(at);
      return splits;
    },
    values: (_u, splits) => splits.map((at) => format.format(at)),
  };
}
