import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import type { View } from './move-view.ts';
import styles from './readings-section.module.css';
import type { Span } from './spans-of.ts';

const MOST_ROWS = 500;

export interface ReadingsTableProps {
  spans: readonly Span[];
  view: View;
  label: (deviceId: string) => string;
  timeZone: string | undefined;
}

/** What is in sight in words, the newest first; for who does not see it, and for reading out on the telephone. */
export function ReadingsTable(props: ReadingsTableProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <details
      className={styles.table}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{t('readings.table')}</summary>
      {open && <Rows {...props} />}
    </details>
  );
}

function Rows({ spans, view, label, timeZone }: ReadingsTableProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const time = (at: number) => formatTime(at, now, i18n.language, timeZone);
  const all = spans.filter(({ kind, from, to }) => kind !== 'heard' && to >= view.from && from <= view.to);
  const newestFirst = all.slice(-MOST_ROWS).reverse();
  return (
    <>
      {all.length > MOST_ROWS && <p>{t('readings.more', { shown: MOST_ROWS, all: all.length })}</p>}
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
            {newestFirst.map((span, i) => (
              <tr key={`${span.deviceId} ${span.kind} ${span.from} ${i}`}>
                <td>{time(span.from)}</td>
                <td>{span.to === span.from ? '' : time(span.to)}</td>
                <td>{span.deviceId === '' ? '' : label(span.deviceId)}</td>
                <td>
                  {span.alarm
                    ? `${t('readings.mark.alarm')}: ${t(`type.${span.alarm.type}`)}`
                    : t(`readings.mark.${span.kind}`)}
                </td>
                <td>{span.times}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
