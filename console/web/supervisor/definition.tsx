import { useTranslation } from 'react-i18next';
import styles from './supervisor.module.css';

/** How the figures are counted, where they are read: a figure without its definition is none. */
export function Definition() {
  const { t } = useTranslation();
  return (
    <details className={styles.details}>
      <summary>{t('supervisor.definition')}</summary>
      <p>{t('supervisor.definitionText')}</p>
    </details>
  );
}
