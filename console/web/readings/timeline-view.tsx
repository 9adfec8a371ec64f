import { useDebouncedValue } from '@mantine/hooks';
import { lazy, Suspense, useCallback, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Timeline } from '../../../contracts/timeline.ts';
import type { Device } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { lanesOf } from './lanes-of.ts';
import { LastMotion } from './last-motion.tsx';
import { linesOf } from './lines-of.ts';
import { MarkLegend } from './mark-legend.tsx';
import { within, type View } from './move-view.ts';
import { ReadOut } from './read-out.tsx';
import { ReadingsTable } from './readings-table.tsx';
import styles from './readings-section.module.css';
import { silencesOf } from './silences-of.ts';
import { spansInView } from './spans-in-view.ts';
import type { Pointed } from './timeline-chart.tsx';
import { useDeviceLabel } from './use-device-label.ts';
import { useLaneLabel } from './use-lane-label.ts';
import { useExactReadings, type TimelineSpan } from './use-timeline.ts';
import { ViewButtons } from './view-buttons.tsx';

const TimelineChart = lazy(async () => ({ default: (await import('./timeline-chart.tsx')).TimelineChart }));
const LineChart = lazy(async () => ({ default: (await import('./line-chart.tsx')).LineChart }));

const LINES = ['battery', 'linkquality', 'temperature'] as const;
const MINUTE_MS = 60_000;

export interface TimelineViewProps {
  homeId: string;
  timeline: Timeline;
  devices: Device[];
  timeZone: string | undefined;
  days: TimelineSpan;
  onDays: ((days: TimelineSpan) => void) | undefined;
}

/** A home's timeline with everything that moves it and everything that says it in words. */
export function TimelineView({ homeId, timeline, devices, timeZone, days, onDays }: TimelineViewProps) {
  const { t, i18n } = useTranslation();
  const hintId = useId();
  const now = useNow();
  const minute = Math.floor(now / MINUTE_MS) * MINUTE_MS;
  const [chosen, setChosen] = useState<View>();
  const [pointed, setPointed] = useState<Pointed>();
  const [apart, setApart] = useState(false);
  const bounds = useMemo(
    () => ({ from: Date.parse(timeline.from), to: Date.parse(timeline.to) }),
    [timeline.from, timeline.to],
  );
  const view = useMemo(() => (chosen ? within(chosen, bounds) : bounds), [chosen, bounds]);
  const [settled] = useDebouncedValue(view, 250);
  const exact = useExactReadings(homeId, settled);
  const onView = useCallback(
    (next: View | undefined) => {
      const whole = next && next.to - next.from >= bounds.to - bounds.from;
      setChosen(next && !whole ? within(next, bounds) : undefined);
    },
    [bounds],
  );

  const deviceLabel = useDeviceLabel(devices);
  const laneLabel = useLaneLabel();
  const kinds = useMemo(() => new Map(devices.map(({ id, kind }) => [id, kind])), [devices]);
  const spans = useMemo(
    () => spansInView({ timeline, kinds, exact, view: settled }),
    [timeline, kinds, exact, settled],
  );
  const lanes = useMemo(
    () => lanesOf(devices, new Set(timeline.devices.map(({ deviceId }) => deviceId)), apart),
    [devices, timeline.devices, apart],
  );
  const silences = useMemo(
    () =>
      new Map(
        lanes
          .filter(({ kind }) => kind !== 'alarms')
          .map(({ key, deviceIds }) => [key, silencesOf(timeline, deviceIds, minute)]),
      ),
    [lanes, timeline, minute],
  );
  const lines = useMemo(
    () => LINES.map((property) => ({ property, lines: linesOf(timeline, property) })),
    [timeline],
  );
  const time = (at: number) => formatTime(at, now, i18n.language, timeZone);
  const cut = timeline.devices.filter(({ doorsFrom }) => doorsFrom !== undefined);

  return (
    <>
      {timeline.devices.length === 0 ? (
        <p className={styles.unknown}>{t('readings.none')}</p>
      ) : (
        <LastMotion timeline={timeline} label={deviceLabel} timeZone={timeZone} />
      )}
      <ViewButtons days={days} onDays={onDays} view={view} bounds={bounds} onView={onView} />
      {cut.map(({ deviceId, doorsFrom = '' }) => (
        <p key={deviceId} className={styles.unknown}>
          {t('readings.doorsCut', { where: deviceLabel(deviceId), time: time(Date.parse(doorsFrom)) })}
        </p>
      ))}
      {timeline.alarmsOmitted !== undefined && (
        <p className={styles.unknown}>{t('readings.alarmsCut', { shown: timeline.alarms.length })}</p>
      )}
      <Suspense fallback={<p role="status">{t('readings.loading')}</p>}>
        <ReadOut
          lanes={lanes}
          spans={spans}
          silences={silences}
          at={pointed?.at ?? (view.from + view.to) / 2}
          reach={pointed?.reach ?? (view.to - view.from) / 100}
          row={pointed?.row}
          label={laneLabel}
          timeZone={timeZone}
        />
        <TimelineChart
          lanes={lanes}
          spans={spans}
          silences={silences}
          bounds={bounds}
          view={view}
          onView={onView}
          onPoint={setPointed}
          label={laneLabel}
          timeZone={timeZone}
          describedBy={hintId}
        />
        <MarkLegend />
        <p id={hintId} className={styles.hint}>
          {t('readings.hint')}
        </p>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={apart}
            onChange={(event) => {
              setApart(event.currentTarget.checked);
            }}
          />
          {t('readings.apart')}
        </label>
        {lines.map(
          ({ property, lines: drawn }) =>
            drawn.length > 0 && (
              <LineChart
                key={property}
                title={t(`readings.line.${property}`)}
                lines={drawn}
                from={settled.from}
                to={settled.to}
                label={deviceLabel}
                timeZone={timeZone}
              />
            ),
        )}
      </Suspense>
      <ReadingsTable spans={spans} view={settled} label={deviceLabel} timeZone={timeZone} />
    </>
  );
}
