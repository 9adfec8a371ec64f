import { useTranslation } from 'react-i18next';
import type { Home } from '../api/shapes.ts';
import type { Callables } from '../calls/use-people-to-call.ts';
import { CallLink } from '../calls/call-link.tsx';
import styles from './person-list.module.css';

/** How to get in: first who has the key. That nobody has one is said only when it is known. */
export function AccessCard({ home, people, missing }: { home: Home | undefined } & Callables) {
  const { t } = useTranslation();
  const holders = people?.filter(({ kind, person }) => kind === 'contact' && person === 'key_holder');
  const nobody = holders?.length === 0;
  return (
    <>
      {missing !== undefined && (
        <p role="status">{t(missing === 'failed' ? 'incident.keyHolderUnknown' : 'app.loading')}</p>
      )}
      {holders && holders.length > 0 && (
        <ul className={styles.list} data-testid="key-holders">
          {holders.map((holder) => (
            <li key={holder.id} className={styles.person}>
              <div>
                <p className={styles.name}>{holder.name}</p>
                <p className={styles.facts}>{t('incident.keyHolder')}</p>
              </div>
              <CallLink name={holder.name} phone={holder.phone} />
            </li>
          ))}
        </ul>
      )}
      {nobody && <p className={styles.facts}>{t('incident.noKeyHolder')}</p>}
      {home && (home.access !== undefined || people) && (
        <p className={styles.notes}>
          {home.access ?? (nobody ? t('incident.noWayIn') : t('incident.noAccess'))}
        </p>
      )}
    </>
  );
}
