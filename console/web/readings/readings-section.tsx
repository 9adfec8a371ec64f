import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { useReadings } from '../homes/home-queries.ts';
import { linesOf } from './lines-of.ts';
import { LastMotion } from './last-motion.tsx';
import { MarkLegend } from './mark-legend.tsx';
import { ReadingsTable } from './readings-table.tsx';
import styles from './readings-section.module.css';
import { spansOf } from './spans-of.ts';
import { useDeviceLabel } from './use-device-label.ts';

const ReadingsChart = lazy(async () => ({ default: (await import('./readings-chart.tsx')).ReadingsChart }));
const LineChart = lazy(async () => ({ default: (await import('./line-chart.tsx')).LineChart }));

const DAY_MS = 86_400_000;
const REFRESH_MS = 60_000;

export interface ReadingsSectionProps {
  homeId: string;
  devices: Device[] | undefined;
  timeZone: string | undefined;
}

/** Did she move this morning? The last day of a home as a picture and as a table. */
export function ReadingsSection({ homeId, devices, timeZone }: ReadingsSectionProps) {
  const { t } = useTranslation();
  const to = Math.ceil(useNow() / REFRESH_MS) * REFRESH_MS;
  const from = to - DAY_MS;
  const readings = useReadings(homeId, from, to);
  const label = useDeviceLabel(devices);
  const kinds = useMemo(() => new Map(devices?.map(({ id, kind }) => [id, kind])), [devices]);
  const spans = useMemo(() => spansOf(readings.data ?? [], kinds), [readings.data, kinds]);
  const temperature = useMemo(() => linesOf(readings.data ?? [], 'temperature'), [readings.data]);
  const rows = useMemo(() => {
    const heard = new Set(spans.map((span) => span.deviceId));
    const known = (devices ?? [])
      .filter(({ kind, id }) => kind !== 'gateway' || heard.has(id))
      .map(({ id }) => id);
    return [...known, ...[...heard].filter((id) => !known.includes(id))];
  }, [devices, spans]);

  if (readings.error && !readings.data) return <p role="status">{t('readings.failed')}</p>;
  if (!readings.data || !devices) return <p role="status">{t('readings.loading')}</p>;
  if (spans.length === 0) return <p role="status">{t('readings.none')}</p>;
  return (
    <div className={styles.section}>
      <LastMotion spans={spans} label={label} timeZone={timeZone} />
      <Suspense fallback={<p role="status">{t('readings.loading')}</p>}>
        <ReadingsChart rows={rows} spans={spans} from={from} to={to} label={label} timeZone={timeZone} />
        <MarkLegend />
        {temperature.length > 0 && (
          <LineChart
            title={t('readings.line.temperature')}
            lines={temperature}
            from={from}
            to={to}
            label={label}
            timeZone={timeZone}
          />
        )}
      </Suspense>
      <ReadingsTable spans={spans} label={label} timeZone={timeZone} />
    </div>
  );
}
