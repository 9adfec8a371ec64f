import { useTranslation } from 'react-i18next';
import { SIGNS, type Sign } from './home-sign.ts';
import { HomeSignIcon } from './home-sign-icon.tsx';
import styles from './map-page.module.css';

/** What the signs mean, and how many homes have each. */
export function MapLegend({ counts }: { counts: Partial<Record<Sign, number>> }) {
  const { t } = useTranslation();
  return (
    <ul className={styles.legend} aria-label={t('map.legend')}>
      {SIGNS.map((sign) => (
        <li key={sign} className={styles.legendItem}>
          <HomeSignIcon sign={sign} />
          <span>
            {sign === 'life' || sign === 'urgent' ? t(`map.${sign}`) : t(`homes.protection.${sign}`)}
          </span>
          <strong>{counts[sign] ?? 0}</strong>
        </li>
      ))}
    </ul>
  );
}
