import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { useContacts, useDevices, useHome, useResidents } from '../homes/home-queries.ts';
import { CallList } from '../calls/call-list.tsx';
import { MaintenanceBadge } from '../maintenance/maintenance-badge.tsx';
import { EscalationLine } from '../queue/escalation-line.tsx';
import { HolderLine } from '../queue/holder-line.tsx';
import { PrioritySign } from '../queue/priority-sign.tsx';
import { WaitingTimer } from '../queue/waiting-timer.tsx';
import { ReadingsSection } from '../readings/readings-section.tsx';
import { useUser } from '../session/session-context.ts';
import { ActionBar } from './action-bar.tsx';
import { ContactList } from './contact-list.tsx';
import { EventList } from './event-list.tsx';
import { HelperList } from './helper-list.tsx';
import styles from './incident-panel.module.css';
import { ResidentList } from './resident-list.tsx';

/** Everything for one call on one screen: who, where, whom to call, what happened, what to do next. */
export function IncidentPanel({ incident }: { incident: Incident }) {
  const { t } = useTranslation();
  const { roles } = useUser();
  const home = useHome(incident.homeId);
  const residents = useResidents(incident.homeId);
  const contacts = useContacts(incident.homeId);
  const devices = useDevices(incident.homeId);
  const names = incident.residents.length > 0 ? incident.residents.join('、') : t('queue.unknownResident');
  const family = roles.every((role) => role === 'family');
  return (
    <article
      className={styles.panel}
      aria-label={`${t('incident.region')}: ${t(`type.${incident.type}`)}, ${names}`}
      data-state={incident.state}
    >
      <header className={styles.head}>
        <PrioritySign priority={incident.priority} />
        <div className={styles.title}>
          <h2 className={styles.type}>
            {t(`type.${incident.type}`)} <span className={styles.names}>{names}</span>
          </h2>
          <p className={styles.address}>
            {incident.address} <span className={styles.area}>{incident.areaName}</span>
          </p>
          <p className={styles.status}>
            <strong data-testid="state">{t(`state.${incident.state}`)}</strong>
            {incident.disposition && <span>{t(`disposition.${incident.disposition}`)}</span>}
            <HolderLine incident={incident} />
            <EscalationLine incident={incident} />
          </p>
          {incident.maintenance && (
            <p className={styles.status}>
              <MaintenanceBadge {...incident.maintenance} timeZone={home.data?.timezone} />
              <span>
                {t('maintenance.because', {
                  reason: incident.maintenance.reason,
                  name: incident.maintenance.byName,
                })}
              </span>
            </p>
          )}
          <HelperList incident={incident} contacts={contacts.data} timeZone={home.data?.timezone} />
        </div>
        <WaitingTimer incident={incident} />
      </header>
      <ActionBar incident={incident} />
      <div className={styles.columns}>
        <div className={styles.column}>
          {home.error && (
            <p role="status" className={styles.notice}>
              {t('incident.noHome')}
            </p>
          )}
          <section className={styles.card}>
            <h3 className={styles.cardTitle}>{t('incident.who')}</h3>
            <ResidentList residents={residents.data} />
          </section>
          {!family && (
            <section className={styles.card}>
              <h3 className={styles.cardTitle}>{t('incident.contacts')}</h3>
              <ContactList contacts={contacts.data} />
            </section>
          )}
        </div>
        <div className={styles.column}>
          {!family && (
            <section className={styles.card}>
              <h3 className={styles.cardTitle}>{t('calls.title')}</h3>
              <CallList incident={incident} timeZone={home.data?.timezone} />
            </section>
          )}
          <section className={styles.card}>
            <h3 className={styles.cardTitle}>{t('incident.history')}</h3>
            <EventList incident={incident} devices={devices.data} timeZone={home.data?.timezone} />
          </section>
        </div>
      </div>
      <section className={styles.card}>
        <h3 className={styles.cardTitle}>{t('incident.readings')}</h3>
        <ReadingsSection homeId={incident.homeId} devices={devices.data} timeZone={home.data?.timezone} />
      </section>
      <p className={styles.foot}>
        {!family && (
          <Link to="/homes/$id" params={{ id: incident.homeId }}>
            {t('incident.homeLink')}
          </Link>
        )}
        {home.data?.timezone !== undefined && (
          <span>{t('incident.timeZone', { zone: home.data.timezone })}</span>
        )}
      </p>
    </article>
  );
}
