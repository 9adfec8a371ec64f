import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Incident } from '../../../contracts/incident.ts';
import type { Callables } from '../calls/use-people-to-call.ts';
import { useDevices, useHome, useResidents } from '../homes/home-queries.ts';
import { ReadingsSection } from '../readings/readings-section.tsx';
import { AccessCard } from './access-card.tsx';
import { FloorList } from './floor-list.tsx';
import styles from './incident-panel.module.css';
import { HomePlace } from './home-place.tsx';
import { ResidentList } from './resident-list.tsx';

export interface HomePartProps {
  incident: Incident;
  callables: Callables;
  /** a family is not told door codes and numbers of others */
  family: boolean;
}

/** The home of an incident: who lives there, how to get in, what watches it, and the last day. */
export function HomePart({ incident, callables, family }: HomePartProps) {
  const { t } = useTranslation();
  const home = useHome(incident.homeId);
  const residents = useResidents(incident.homeId);
  const devices = useDevices(incident.homeId);
  const timeZone = home.data?.timezone;
  return (
    <div className={styles.home} data-testid="home-part">
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
          <h3 className={styles.cardTitle}>{t('incident.access')}</h3>
          <AccessCard home={home.data} {...callables} />
        </section>
      )}
      {!family && home.data?.location && (
        <section className={styles.card}>
          <h3 className={styles.cardTitle}>{t('incident.where')}</h3>
          <HomePlace home={home.data} />
        </section>
      )}
      <section className={styles.card}>
        <h3 className={styles.cardTitle}>{t('incident.rooms')}</h3>
        <FloorList devices={devices.data} incident={incident} timeZone={timeZone} />
      </section>
      <section className={styles.card}>
        <h3 className={styles.cardTitle}>{t('incident.readings')}</h3>
        <ReadingsSection homeId={incident.homeId} devices={devices.data} timeZone={timeZone} />
      </section>
      <p className={styles.foot}>
        {!family && (
          <Link to="/homes/$id" params={{ id: incident.homeId }}>
            {t('incident.homeLink')}
          </Link>
        )}
        {timeZone !== undefined && <span>{t('incident.timeZone', { zone: timeZone })}</span>}
      </p>
    </div>
  );
}
