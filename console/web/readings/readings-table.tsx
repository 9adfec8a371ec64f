import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import styles from './readings-section.module.css';
import type { Span } from './spans-of.ts';

export interface ReadingsTableProps {
  spans: readonly Span[];
  label: (deviceId: string) => string;
  timeZone: string | undefined;
}

/** The chart in words, the newest first; for who does not see it, and for reading out on the telephone. */
export function ReadingsTable({ spans, label, timeZone }: ReadingsTableProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const time = (at: number) => formatTime(at, now, i18n.language, timeZone);
  const newestFirst = spans.filter(({ kind }) => kind !== 'heard').reverse();
  return (
    <details className={styles.table}>
      <summary>{t('readings.table')}</summary>
      <div className={styles.scroll} tabIndex={0} role="region" aria-label={t('readings.table')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('readings.from')}</th>
              <th scope="col">{t('readings.to')}</th>
              <th scope="col">{t('readings.where')}</th>
              <th scope="col">{t('readings.what')}</th>
              <th scope="col">{t('readings.times')}</th>
            </tr>
          </thead>
          <tbody>
            {newestFirst.map((span) => (
              <tr key={`${span.deviceId} ${span.kind} ${span.from}`}>
                <td>{time(span.from)}</td>
                <td>{span.to === span.from ? '' : time(span.to)}</td>
                <td>{label(span.deviceId)}</td>
                <td>{t(`readings.mark.${span.kind}`)}</td>
                <td>{span.times}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
