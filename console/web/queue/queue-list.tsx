import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useIncidents, useLiveState } from '../live/live-context.ts';
import { IncidentRow } from './incident-row.tsx';
import { orderIncidents } from './order-incidents.ts';
import styles from './queue-list.module.css';
import { QuietNotice } from './quiet-notice.tsx';

/** The most urgent first; technical work orders apart, closed and silent. */
export function QueueList() {
  const { t } = useTranslation();
  const incidents = useIncidents();
  const { known } = useLiveState();
  const connection = useConnection();
  const { calling, technical } = useMemo(() => orderIncidents(incidents), [incidents]);
  const waiting = calling.filter((incident) => incident.state === 'open').length;
  return (
    <div className={styles.queue}>
      <div className={styles.head}>
        <h1 className={styles.title}>{t('queue.title')}</h1>
        <p className={styles.counts}>
          <strong>{t('queue.waitingCount', { count: waiting })}</strong>
          <span>{t('queue.inWork', { count: calling.length - waiting })}</span>
        </p>
      </div>
      {calling.length === 0 && known && <QuietNotice />}
      {!known && connection.state !== 'lost' && <p role="status">{t('connection.connecting')}</p>}
      <ol className={styles.list} aria-label={t('queue.list')}>
        {calling.map((incident) => (
          <IncidentRow key={incident.id} incident={incident} />
        ))}
      </ol>
      {technical.length > 0 && (
        <details className={styles.technical}>
          <summary>{t('queue.technical', { count: technical.length })}</summary>
          <ol className={styles.list}>
            {technical.map((incident) => (
              <IncidentRow key={incident.id} incident={incident} />
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
