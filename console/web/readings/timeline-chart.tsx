import 'uplot/dist/uPlot.min.css';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type uPlot from 'uplot';
import { drawLanes, drawNights } from './draw-lanes.ts';
import type { Lane } from './lanes-of.ts';
import type { View } from './move-view.ts';
import { nightsOf } from './nights-of.ts';
import type { Silence } from './silences-of.ts';
import type { Span } from './spans-of.ts';
import { timeAxis } from './time-axis.ts';
import { useUplot, type MakePlot } from './use-uplot.ts';
import { useViewGestures } from './use-view-gestures.ts';
import styles from './chart.module.css';

const LANE_PX = 30;
const AXIS_PX = 34;
const RIGHT_PX = 24;
const narrowAt = (width: number) => width < 560;
const namesPx = (width: number) => (narrowAt(width) ? 108 : 190);

/** Where somebody points: a moment and the lane, counted from the top. */
export interface Pointed {
  at: number;
  row: number;
  /** ms that the width of a fingertip covers */
  reach: number;
}

export interface TimelineChartProps {
  lanes: readonly Lane[];
  /** ordered by their start */
  spans: readonly Span[];
  silences: ReadonlyMap<string, readonly Silence[]>;
  bounds: View;
  view: View;
  onView: (view: View | undefined) => void;
  onPoint: (pointed: Pointed | undefined) => void;
  label: (lane: Lane) => string;
  timeZone: string | undefined;
  describedBy: string;
}

/** A home from left to right. A silent lane keeps its place: silence is seen. */
export function TimelineChart(props: TimelineChartProps) {
  const { lanes, spans, silences, bounds, view, onView, onPoint, label, timeZone, describedBy } = props;
  const { t, i18n } = useTranslation();
  const nights = useMemo(() => nightsOf(bounds, timeZone), [bounds, timeZone]);
  const make = useCallback<MakePlot>(
    (width, colours) => ({
      options: {
        width,
        height: lanes.length * LANE_PX + AXIS_PX,
        ms: 1,
        legend: { show: false },
        cursor: { y: false, points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 6 } },
        padding: [0, RIGHT_PX, 0, 0],
        scales: { x: { range: (_u, min, max) => [min, max] }, y: { range: [0, lanes.length] } },
        series: [{}, { show: false }],
        axes: [
          timeAxis({ colours, language: i18n.language, timeZone, size: AXIS_PX }),
          {
            size: namesPx(width),
            stroke: colours.ink,
            grid: { stroke: colours.line, width: 1 },
            ticks: { show: false },
            splits: () => Array.from({ length: lanes.length + 1 }, (_, i) => i),
            // The names stand in the middle of their lanes, which an axis cannot do: drawLanes writes them.
            values: () => [],
          },
        ],
        hooks: {
          drawClear: [
            (u) => {
              drawNights(u, nights, colours);
            },
          ],
          draw: [
            (u) => {
              drawLanes({ u, lanes, spans, silences, label, colours, narrow: narrowAt(width) });
            },
          ],
          setCursor: [
            (u) => {
              onPoint(pointedAt(u, lanes.length));
            },
          ],
          setSelect: [
            (u) => {
              const { left, width: chosen } = u.select;
              if (chosen <= 0) return;
              onView({ from: u.posToVal(left, 'x'), to: u.posToVal(left + chosen, 'x') });
              u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            },
          ],
        },
      },
      data: [
        [bounds.from, bounds.to],
        [0, 0],
      ],
    }),
    [lanes, spans, silences, bounds, nights, label, i18n.language, timeZone, onPoint, onView],
  );
  const show = useCallback(
    (plot: uPlot) => {
      plot.setScale('x', { min: view.from, max: view.to });
    },
    [view],
  );
  const host = useUplot(make, show);
  const margins = useCallback(
    () => ({ left: namesPx(host.current?.clientWidth ?? 0), right: RIGHT_PX }),
    [host],
  );
  useViewGestures({ host, view, bounds, margins, onView });
  return (
    <div
      ref={host}
      className={styles.timeline}
      role="group"
      tabIndex={0}
      aria-label={t('readings.chart')}
      aria-describedby={describedBy}
      data-testid="timeline"
      data-from={Math.round(view.from)}
      data-to={Math.round(view.to)}
    />
  );
}

function pointedAt(u: uPlot, rows: number): Pointed | undefined {
  const { left = -1, top = -1 } = u.cursor;
  if (left < 0 || top < 0) return undefined;
  const at = u.posToVal(left, 'x');
  return { at, row: Math.floor(rows - u.posToVal(top, 'y')), reach: u.posToVal(left + 5, 'x') - at };
}
