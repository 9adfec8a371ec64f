import { useTranslation } from 'react-i18next';
import { BigButton } from './big-button.tsx';
import { Icon } from './icon.tsx';
import styles from './message.module.css';

/** When a screen fails it says so, and that alarms go on: never a white page. */
export function CrashedPage() {
  const { t } = useTranslation();
  return (
    <div className={styles.message} role="alert">
      <p className={styles.strong}>
        <Icon name="warning" /> {t('app.crashed')}
      </p>
      <BigButton
        kind="primary"
        onClick={() => {
          window.location.reload();
        }}
      >
        {t('app.reload')}
      </BigButton>
    </div>
  );
}
