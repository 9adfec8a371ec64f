import { useTranslation } from 'react-i18next';
import { BigButton } from './big-button.tsx';
import styles from './not-loaded.module.css';

/** In place of a dialog that did not come over the line: the page around it, with its alarms, lives on. */
export function NotLoaded({ opened = true, onClose }: { opened?: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  if (!opened) return null;
  return (
    <div className={styles.problem} role="alert">
      <p>{t('app.notLoaded')}</p>
      <BigButton onClick={onClose}>{t('app.close')}</BigButton>
    </div>
  );
}
