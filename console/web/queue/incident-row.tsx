import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { MaintenanceBadge } from '../maintenance/maintenance-badge.tsx';
import { countAlarms } from './count-alarms.ts';
import { EscalationLine } from './escalation-line.tsx';
import { HolderLine } from './holder-line.tsx';
import styles from './incident-row.module.css';
import { markOf } from './mark-of.ts';
import { PrioritySign } from './priority-sign.tsx';
import { RowMark } from './row-mark.tsx';
import { WaitingTimer } from './waiting-timer.tsx';

export interface IncidentRowProps {
  incident: Incident;
  /** how many of its alarms this operator has had before them */
  seenAlarms: number | undefined;
}

/** One incident of the queue: the whole row is the way in. Drawn anew only when it has changed itself. */
export const IncidentRow = memo(function IncidentRow({ incident, seenAlarms }: IncidentRowProps) {
  const { t } = useTranslation();
  const alarms = countAlarms(incident);
  const mark = markOf(incident, seenAlarms);
  const names = incident.residents.length > 0 ? incident.residents.join('、') : t('queue.unknownResident');
  return (
    <Link
      to="/incidents/$id"
      params={{ id: incident.id }}
      className={styles.row}
      data-priority={incident.priority}
      data-state={incident.state}
      data-incident={incident.id}
      data-version={incident.version}
      data-mark={mark}
    >
      {mark && (
        <div className={styles.mark}>
          <RowMark mark={mark} incident={incident} />
        </div>
      )}
      <div className={styles.sign}>
        <PrioritySign priority={incident.priority} />
      </div>
      <p className={styles.head}>
        <span className={styles.type}>{t(`type.${incident.type}`)}</span>
        <span className={styles.names}>{names}</span>
      </p>
      <p className={styles.place}>
        {incident.address} <span className={styles.area}>{incident.areaName}</span>
      </p>
      <div className={styles.time}>
        <WaitingTimer incident={incident} />
      </div>
      <p className={styles.status}>
        <span className={styles.state}>{t(`state.${incident.state}`)}</span>
        <HolderLine incident={incident} />
        <EscalationLine incident={incident} />
        {incident.maintenance && <MaintenanceBadge {...incident.maintenance} />}
        {alarms > 1 && mark !== 'raised_again' && (
          <span className={styles.alarms}>{t('queue.alarms', { count: alarms })}</span>
        )}
      </p>
    </Link>
  );
});
