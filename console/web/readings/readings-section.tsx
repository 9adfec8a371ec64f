import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../api/shapes.ts';
import { ErrorWords } from '../shell/error-words.tsx';
import styles from './readings-section.module.css';
import { TimelineView } from './timeline-view.tsx';
import { useTimeline, type TimelineSpan } from './use-timeline.ts';

export interface ReadingsSectionProps {
  homeId: string;
  devices: Device[] | undefined;
  timeZone: string | undefined;
  /** with a choice of a day, a week or a month; the last day alone when not set */
  choose?: boolean;
}

/** Did she move this morning? A home as a picture, in one sentence and as a table. */
export function ReadingsSection({ homeId, devices, timeZone, choose = false }: ReadingsSectionProps) {
  const { t } = useTranslation();
  const [days, setDays] = useState<TimelineSpan>('1');
  const { data, error } = useTimeline(homeId, days);
  if (!devices || (!data && !error)) return <p role="status">{t('readings.loading')}</p>;
  if (!data) {
    return (
      <div role="alert">
        <p>{t('readings.failed')}</p>
        <ErrorWords error={error} />
      </div>
    );
  }
  return (
    <div className={styles.section}>
      <TimelineView
        key={days}
        homeId={homeId}
        timeline={data}
        devices={devices}
        timeZone={timeZone}
        days={days}
        onDays={choose ? setDays : undefined}
      />
    </div>
  );
}
