import { useTranslation } from 'react-i18next';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import type { Home } from '../api/shapes.ts';
import { CallLink } from './call-link.tsx';
import styles from './person-list.module.css';

/** How to get in: first who has the key. */
export function AccessCard({ home, people }: { home: Home | undefined; people: readonly CalleeEntry[] }) {
  const { t } = useTranslation();
  const holders = people.filter(({ kind, person }) => kind === 'contact' && person === 'key_holder');
  return (
    <>
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
      {holders.length === 0 && <p className={styles.facts}>{t('incident.noKeyHolder')}</p>}
      {home && (home.access !== undefined || holders.length > 0) && (
        <p className={styles.notes}>{home.access ?? t('incident.noAccess')}</p>
      )}
      {home && home.access === undefined && holders.length === 0 && (
        <p className={styles.notes}>{t('incident.noWayIn')}</p>
      )}
    </>
  );
}
