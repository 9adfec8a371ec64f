import 'uplot/dist/uPlot.min.css';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import uPlot from 'uplot';
import styles from './chart.module.css';
import type { Line } from './lines-of.ts';
import { timeAxis } from './time-axis.ts';
import { useUplot, type MakePlot } from './use-uplot.ts';

const DASHES = [[], [6, 4], [2, 3], [10, 3, 2, 3]] as const;

export interface LineChartProps {
  title: string;
  lines: readonly Line[];
  from: number;
  to: number;
  label: (deviceId: string) => string;
  timeZone: string | undefined;
}

/** A property that changes slowly, as lines told apart by their dashes; min and max also in words. */
export function LineChart({ title, lines, from, to, label, timeZone }: LineChartProps) {
  const { i18n } = useTranslation();
  const make = useCallback<MakePlot>(
    (width, colours) => ({
      options: {
        width,
        height: 130,
        ms: 1,
        legend: { show: false },
        cursor: { show: false },
        padding: [8, 24, 0, 0],
        scales: { x: { range: [from, to] } },
        series: [
          {},
          ...lines.map((_, i) => ({
            stroke: colours.ink,
            width: 2,
            dash: [...(DASHES[i % DASHES.length] ?? [])],
            spanGaps: true,
            points: { show: false },
          })),
        ],
        axes: [
          timeAxis({ colours, language: i18n.language, timeZone, size: 34 }),
          {
            size: width < 560 ? 108 : 190,
            stroke: colours.ink,
            font: `13px ${colours.face}`,
            grid: { stroke: colours.line, width: 1 },
            ticks: { show: false },
            values: (_u, splits) => splits.map((value) => oneDecimal(value, i18n.language)),
          },
        ],
      },
      data: uPlot.join(
        lines.map((line) => [line.points.map(([at]) => at), line.points.map(([, value]) => value)]),
      ),
    }),
    [lines, from, to, i18n.language, timeZone],
  );
  const host = useUplot(make);
  const said = lines.map(({ deviceId, points }) => {
    const values = points.map(([, value]) => value);
    return `${label(deviceId)} ${oneDecimal(Math.min(...values), i18n.language)}–${oneDecimal(Math.max(...values), i18n.language)}`;
  });
  return (
    <figure className={styles.figure}>
      <figcaption>
        {title}: {said.join('; ')}
      </figcaption>
      <div ref={host} className={styles.chart} aria-hidden="true" />
    </figure>
  );
}

function oneDecimal(value: number, language: string): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
}
