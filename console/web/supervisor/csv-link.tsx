import { useTranslation } from 'react-i18next';
import styles from './supervisor.module.css';

/** A table to keep. @param path behind /api/v1 */
export function CsvLink({ path, what }: { path: string; what: string }) {
  const { t } = useTranslation();
  return (
    <a
      className={styles.button}
      href={`/api/v1${path}`}
      download
      aria-label={t('supervisor.csvOf', { what })}
      data-print="none"
    >
      {t('supervisor.csv')}
    </a>
  );
}
