import 'uplot/dist/uPlot.min.css';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { drawSpans } from './draw-spans.ts';
import type { Span } from './spans-of.ts';
import { timeAxis } from './time-axis.ts';
import { useUplot, type MakePlot } from './use-uplot.ts';
import styles from './chart.module.css';

const ROW_PX = 34;
const AXIS_PX = 34;

export interface ReadingsChartProps {
  /** device ids, from the top down */
  rows: readonly string[];
  spans: readonly Span[];
  /** epoch ms */
  from: number;
  to: number;
  label: (deviceId: string) => string;
  timeZone: string | undefined;
}

/** One row per device, the day from left to right. A silent device keeps its empty row: silence is seen. */
export function ReadingsChart({ rows, spans, from, to, label, timeZone }: ReadingsChartProps) {
  const { t, i18n } = useTranslation();
  const make = useCallback<MakePlot>(
    (width, colours) => {
      const narrow = width < 560;
      return {
        options: {
          width,
          height: rows.length * ROW_PX + AXIS_PX,
          ms: 1,
          legend: { show: false },
          cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
          padding: [0, 24, 0, 0],
          scales: { x: { range: [from, to] }, y: { range: [0, rows.length] } },
          series: [{}, { show: false }],
          axes: [
            timeAxis({ colours, language: i18n.language, timeZone, size: AXIS_PX }),
            {
              size: narrow ? 108 : 190,
              stroke: colours.ink,
              font: `${narrow ? 12 : 14}px ${colours.face}`,
              grid: { stroke: colours.line, width: 1 },
              ticks: { show: false },
              splits: () => Array.from({ length: rows.length + 1 }, (_, i) => i),
              // The names stand in the middle of their rows, which an axis cannot do: drawSpans writes them.
              values: () => [],
            },
          ],
          hooks: {
            draw: [
              (u) => {
                drawSpans({ u, rows, spans, label, colours, narrow });
              },
            ],
          },
        },
        data: [
          [from, to],
          [0, 0],
        ],
      };
    },
    [rows, spans, from, to, label, i18n.language, timeZone],
  );
  const host = useUplot(make);
  return <div ref={host} className={styles.chart} role="img" aria-label={t('readings.chart')} />;
}
