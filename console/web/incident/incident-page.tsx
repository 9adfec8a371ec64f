import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icon.tsx';
import { IncidentPanel } from './incident-panel.tsx';
import styles from './incident-panel.module.css';
import { useIncident } from './use-incident.ts';

export function IncidentPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/queue/incidents/$id' });
  const { incident, missing } = useIncident(id);
  return (
    <>
      <Link to="/" className={styles.back}>
        <Icon name="back" /> {t('app.back')}
      </Link>
      <h1 className={styles.heading}>{t('incident.region')}</h1>
      {incident ? (
        <IncidentPanel key={incident.id} incident={incident} />
      ) : (
        <p role="status" className={styles.notice}>
          {missing ? t('incident.notFound') : t('app.loading')}
        </p>
      )}
    </>
  );
}
