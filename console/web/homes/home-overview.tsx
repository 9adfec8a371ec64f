import { useTranslation } from 'react-i18next';
import { lazy, Suspense, type ReactNode } from 'react';
import { ResidentList } from '../incident/resident-list.tsx';
import { MaintenanceSection } from '../maintenance/maintenance-section.tsx';
import type { Contact, Device, Home, Resident } from '../api/shapes.ts';
import { ContactList } from '../incident/contact-list.tsx';
import { ReadingsSection } from '../readings/readings-section.tsx';
import type { HomeRights } from './home-rights.ts';
import styles from './homes.module.css';
import { ProtectionCard } from './protection-card.tsx';
import { useHomeProtection } from './use-home-protection.ts';

const HomeMap = lazy(async () => ({ default: (await import('../map/home-map.tsx')).HomeMap }));

export interface HomeOverviewProps {
  home: Home;
  residents: Resident[] | undefined;
  contacts: Contact[] | undefined;
  devices: Device[] | undefined;
  rights: HomeRights;
}

/** Who lives here, whether they are watched over, and how the last day was. */
export function HomeOverview({ home, residents, contacts, devices, rights }: HomeOverviewProps) {
  const { t } = useTranslation();
  const { id, timezone, address, location } = home;
  const { data: kept, error } = useHomeProtection(id);
  return (
    <>
      <div className={styles.grid}>
        <Card title={t('homes.protectionTitle')}>
          <ProtectionCard homeId={id} devices={devices} timeZone={timezone} />
        </Card>
        {location && (
          <Card title={t('map.title')}>
            <Suspense fallback={<p role="status">{t('app.loading')}</p>}>
              {kept || error ? (
                <HomeMap home={{ id, address, location }} state={kept?.protection?.state ?? 'unprotected'} />
              ) : (
                <p role="status">{t('app.loading')}</p>
              )}
            </Suspense>
          </Card>
        )}
        {rights.seesPeople && (
          <Card title={t('homes.residents')}>
            <ResidentList residents={residents} />
          </Card>
        )}
        {rights.staff && (
          <Card title={t('homes.access')}>
            <p className={styles.access}>{home.access ?? t('homes.noAccess')}</p>
          </Card>
        )}
        {rights.staff && (
          <Card title={t('incident.contacts')}>
            <ContactList contacts={contacts} />
          </Card>
        )}
        {rights.worksHere && (
          <Card title={t('maintenance.title')}>
            <MaintenanceSection homeId={id} devices={devices} timeZone={timezone} mayEnd={rights.installs} />
          </Card>
        )}
      </div>
      {rights.seesPeople && (
        <Card title={t('incident.readings')}>
          <ReadingsSection homeId={id} devices={devices} timeZone={timezone} />
        </Card>
      )}
    </>
  );
}

export function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.card}>
      <h2 className={styles.cardTitle}>{title}</h2>
      {children}
    </section>
  );
}
