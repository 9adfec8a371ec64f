import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import type { Viewer } from '../../../contracts/live.ts';
import type { Contact, Resident } from '../api/shapes.ts';
import { MaintenanceBadge } from '../maintenance/maintenance-badge.tsx';
import { EscalationLine } from '../queue/escalation-line.tsx';
import { HolderLine } from '../queue/holder-line.tsx';
import { PrioritySign } from '../queue/priority-sign.tsx';
import { WaitingTimer } from '../queue/waiting-timer.tsx';
import { countSpoken } from './count-spoken.ts';
import { HelperList } from './helper-list.tsx';
import styles from './incident-head.module.css';
import { ResidentFacts } from './resident-facts.tsx';
import { ViewersLine } from './viewers-line.tsx';

export interface IncidentHeadProps {
  incident: Incident;
  names: string;
  residents: Resident[] | undefined;
  contacts: Contact[] | undefined;
  viewers: readonly Viewer[];
  timeZone: string | undefined;
}

/** In two seconds: what, who, how they are, where, since when, who has it, who else looks. */
export function IncidentHead({ incident, names, residents, contacts, viewers, timeZone }: IncidentHeadProps) {
  const { t } = useTranslation();
  const { alarms, rooms } = countSpoken(incident);
  return (
    <header className={styles.head}>
      <PrioritySign priority={incident.priority} />
      <div className={styles.title}>
        <h2 className={styles.type}>
          {t(`type.${incident.type}`)} <span className={styles.names}>{names}</span>
          {alarms > 1 && (
            <span className={styles.alarms} data-testid="alarm-count">
              {t('incident.alarmCount', { count: alarms })}
              {rooms > 1 && ` · ${t('incident.roomCount', { count: rooms })}`}
            </span>
          )}
        </h2>
        <ResidentFacts residents={residents} />
        <p className={styles.address}>
          {incident.address} <span className={styles.area}>{incident.areaName}</span>
        </p>
        <p className={styles.status}>
          <strong data-testid="state">{t(`state.${incident.state}`)}</strong>
          {incident.disposition && <span>{t(`disposition.${incident.disposition}`)}</span>}
          <HolderLine incident={incident} />
          <EscalationLine incident={incident} />
        </p>
        <ViewersLine viewers={viewers} />
        {incident.maintenance && (
          <p className={styles.status}>
            <MaintenanceBadge {...incident.maintenance} timeZone={timeZone} />
            <span>
              {t('maintenance.because', {
                reason: incident.maintenance.reason,
                name: incident.maintenance.byName,
              })}
            </span>
          </p>
        )}
        <HelperList incident={incident} contacts={contacts} timeZone={timeZone} />
      </div>
      <WaitingTimer incident={incident} />
    </header>
  );
}
