import { Tabs } from '@mantine/core';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { HistoryLink } from '../audit/history-link.tsx';
import { DryRun } from '../escalation/dry-run.tsx';
import { ContactList } from '../incident/contact-list.tsx';
import { ResidentList } from '../incident/resident-list.tsx';
import { MaintenanceSection } from '../maintenance/maintenance-section.tsx';
import { StartMaintenance } from '../maintenance/start-maintenance.tsx';
import { ReadingsSection } from '../readings/readings-section.tsx';
import { useUser } from '../session/session-context.ts';
import { AddContact } from './add-contact.tsx';
import { AddDevice } from './add-device.tsx';
import { AddResident } from './add-resident.tsx';
import { DeviceList } from './device-list.tsx';
import { HomeHistory } from './home-history.tsx';
import { Card, HomeOverview } from './home-overview.tsx';
import { useContacts, useDevices, useHome, useResidents } from './home-queries.ts';
import { homeRights } from './home-rights.ts';
import { HOME_TABS, type HomeTab } from './home-search.ts';
import styles from './homes.module.css';

export function HomePage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/homes/$id' });
  const { tab = 'overview' } = useSearch({ from: '/homes/$id' });
  const navigate = useNavigate();
  const rights = homeRights(useUser().roles);
  const home = useHome(id);
  const residents = useResidents(id);
  const contacts = useContacts(id);
  const devices = useDevices(id);
  if (home.error || !home.data) {
    return (
      <main className={styles.page}>
        {home.error ? <p role="alert">{t('homes.failed')}</p> : <p role="status">{t('app.loading')}</p>}
      </main>
    );
  }
  const timeZone = home.data.timezone;
  const shown = HOME_TABS.filter((name) => rights.seesPeople || name === 'overview' || name === 'devices');
  const current = shown.includes(tab) ? tab : 'overview';
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>
        {home.data.address} <small className={styles.dim}>{home.data.areaName}</small>
      </h1>
      <Tabs
        value={current}
        keepMounted={false}
        onChange={(next) =>
          void navigate({
            to: '/homes/$id',
            params: { id },
            search: next === 'overview' ? {} : { tab: next as HomeTab },
            replace: true,
          })
        }
        classNames={{ tab: styles.tab ?? '', panel: styles.panel ?? '' }}
      >
        <Tabs.List aria-label={t('homes.parts')}>
          {shown.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`homes.tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <HomeOverview
            home={home.data}
            residents={residents.data}
            contacts={contacts.data}
            devices={devices.data}
            rights={rights}
          />
        </Tabs.Panel>
        <Tabs.Panel value="readings">
          <Card title={t('homes.tab.readings')}>
            <ReadingsSection homeId={id} devices={devices.data} timeZone={timeZone} choose />
          </Card>
        </Tabs.Panel>
        <Tabs.Panel value="devices">
          <Card title={t('homes.devices')}>
            <DeviceList homeId={id} devices={devices.data} timeZone={timeZone} />
          </Card>
          {rights.worksHere && (
            <Card title={t('maintenance.title')}>
              <MaintenanceSection
                homeId={id}
                devices={devices.data}
                timeZone={timeZone}
                mayEnd={rights.installs}
              />
            </Card>
          )}
          {rights.installs && (
            <div className={styles.forms}>
              <AddDevice homeId={id} devices={devices.data} />
              <StartMaintenance homeId={id} devices={devices.data} />
            </div>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <div className={styles.grid}>
            <Card title={t('homes.residents')}>
              <ResidentList residents={residents.data} />
            </Card>
            {rights.staff && (
              <Card title={t('incident.contacts')}>
                <ContactList contacts={contacts.data} />
              </Card>
            )}
          </div>
          {rights.staff && <DryRun homeId={id} timeZone={timeZone} />}
          {rights.manages && (
            <div className={styles.forms}>
              <AddResident homeId={id} />
              <AddContact homeId={id} />
            </div>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <Card title={t('homes.incidents')}>
            <HomeHistory homeId={id} timeZone={timeZone} />
          </Card>
          <HistoryLink of={{ homeId: id }} />
        </Tabs.Panel>
      </Tabs>
    </main>
  );
}
