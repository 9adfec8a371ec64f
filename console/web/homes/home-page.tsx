import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import { request } from '../api/request.ts';
import type { Page } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { HistoryLink } from '../audit/history-link.tsx';
import { DryRun } from '../escalation/dry-run.tsx';
import { formatTime } from '../format/format-time.ts';
import { ContactList } from '../incident/contact-list.tsx';
import { MaintenanceSection } from '../maintenance/maintenance-section.tsx';
import { StartMaintenance } from '../maintenance/start-maintenance.tsx';
import { ResidentList } from '../incident/resident-list.tsx';
import { ReadingsSection } from '../readings/readings-section.tsx';
import { useUser } from '../session/session-context.ts';
import { AddContact } from './add-contact.tsx';
import { AddDevice } from './add-device.tsx';
import { AddResident } from './add-resident.tsx';
import { DeviceList } from './device-list.tsx';
import { useContacts, useDevices, useHome, useResidents } from './home-queries.ts';
import styles from './homes.module.css';

export function HomePage() {
  const { t, i18n } = useTranslation();
  const { id } = useParams({ from: '/homes/$id' });
  const { roles } = useUser();
  const now = useNow();
  const home = useHome(id);
  const residents = useResidents(id);
  const contacts = useContacts(id);
  const devices = useDevices(id);
  const incidents = useQuery({
    queryKey: ['home', id, 'incidents'],
    queryFn: ({ signal }) => request<Page<Incident>>(`/incidents?homeId=${id}&limit=20`, { signal }),
  });
  const staff = roles.some((role) => role === 'admin' || role === 'supervisor' || role === 'operator');
  const manages = roles.some((role) => role === 'admin' || role === 'supervisor');
  const installs = manages || roles.includes('installer');
  const worksHere = staff || installs;
  if (home.error) {
    return (
      <main className={styles.page}>
        <p role="alert">{t('homes.failed')}</p>
      </main>
    );
  }
  const timeZone = home.data?.timezone;
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>
        {home.data?.address ?? t('app.loading')} <small className={styles.dim}>{home.data?.areaName}</small>
      </h1>
      <div className={styles.grid}>
        {(staff || roles.includes('family')) && (
          <section className={styles.card}>
            <h2 className={styles.cardTitle}>{t('homes.residents')}</h2>
            <ResidentList residents={residents.data} />
          </section>
        )}
        {staff && (
          <section className={styles.card}>
            <h2 className={styles.cardTitle}>{t('incident.contacts')}</h2>
            <ContactList contacts={contacts.data} />
          </section>
        )}
        <section className={styles.card}>
          <h2 className={styles.cardTitle}>{t('homes.devices')}</h2>
          <DeviceList devices={devices.data} />
        </section>
        {worksHere && (
          <section className={styles.card}>
            <h2 className={styles.cardTitle}>{t('maintenance.title')}</h2>
            <MaintenanceSection homeId={id} devices={devices.data} timeZone={timeZone} mayEnd={installs} />
          </section>
        )}
        <section className={styles.card}>
          <h2 className={styles.cardTitle}>{t('homes.incidents')}</h2>
          {incidents.data?.items.length === 0 && <p>{t('homes.noIncidents')}</p>}
          <ul>
            {incidents.data?.items.map((incident) => (
              <li key={incident.id} className={styles.device}>
                <Link to="/incidents/$id" params={{ id: incident.id }}>
                  {t(`type.${incident.type}`)}
                </Link>
                <span>{t(`state.${incident.state}`)}</span>
                <span className={styles.dim}>
                  {formatTime(Date.parse(incident.openedAt), now, i18n.language, timeZone)}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <section className={styles.card}>
        <h2 className={styles.cardTitle}>{t('incident.readings')}</h2>
        <ReadingsSection homeId={id} devices={devices.data} timeZone={timeZone} />
      </section>
      <HistoryLink of={{ homeId: id }} />
      {staff && <DryRun homeId={id} timeZone={timeZone} />}
      {installs && (
        <div className={styles.forms}>
          {manages && <AddResident homeId={id} />}
          {manages && <AddContact homeId={id} />}
          <AddDevice homeId={id} devices={devices.data} />
          <StartMaintenance homeId={id} devices={devices.data} />
        </div>
      )}
    </main>
  );
}
