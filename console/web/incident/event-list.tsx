import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Incident, IncidentEvent } from '../../../contracts/incident.ts';
import type { Device } from '../api/shapes.ts';
import { isAlarm, isAlarmType } from '../queue/count-alarms.ts';
import { Icon, type IconName } from '../shell/icon.tsx';
import { EventDetail } from './event-detail.tsx';
import styles from './event-list.module.css';
import { EventTimes } from './event-times.tsx';

export interface EventListProps {
  incident: Incident;
  devices: Device[] | undefined;
  timeZone: string | undefined;
}

/** What happened, in the order in which the platform heard of it; the newest is at the end. */
export function EventList({ incident, devices, timeZone }: EventListProps) {
  const { t } = useTranslation();
  const byId = useMemo(() => devices && new Map(devices.map((device) => [device.id, device])), [devices]);
  return (
    <>
      {(incident.eventsOmitted ?? 0) > 0 && (
        <p className={styles.omitted}>{t('incident.omitted', { count: incident.eventsOmitted })}</p>
      )}
      <ol className={styles.list} tabIndex={0} aria-label={t('incident.history')}>
        {incident.events.map((event) => (
          <li key={event.id} className={styles.event} data-alarm={isAlarm(event) || undefined}>
            <span className={styles.icon}>
              <Icon name={iconOf(event)} />
            </span>
            <div>
              <p className={styles.what}>
                <strong>
                  <EventWord event={event} />
                </strong>
                {event.test === true && <span className={styles.test}>{t('incident.test')}</span>}
              </p>
              <EventDetail event={event} devices={byId} />
            </div>
            <EventTimes event={event} timeZone={timeZone} />
          </li>
        ))}
      </ol>
    </>
  );
}

function EventWord({ event }: { event: IncidentEvent }) {
  const { t } = useTranslation();
  return isAlarmType(event.type) ? t(`type.${event.type}`) : t(`incident.event.${event.type}`);
}

function iconOf(event: IncidentEvent): IconName {
  if (isAlarm(event)) return 'warning';
  if (event.type === 'escalated' || event.type === 'called') return 'phone';
  if (event.type === 'checked') return 'check';
  return event.by === undefined || event.type === 'note' ? 'clock' : 'person';
}
