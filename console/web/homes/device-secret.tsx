import { useTranslation } from 'react-i18next';
import { BigButton } from '../shell/big-button.tsx';
import styles from './homes.module.css';

export interface DeviceSecretProps {
  id: string;
  secret: string;
  onStored: () => void;
}

/** A new device's login; stays until the person says it is stored, and is kept nowhere. */
export function DeviceSecret({ id, secret, onStored }: DeviceSecretProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.secret} role="alert">
      <strong>{t('homes.secret.title')}</strong>
      <p>{t('homes.secret.hint')}</p>
      <p>
        {t('homes.secret.deviceId')} <code>{id}</code>
      </p>
      <p>
        {t('homes.secret.secret')} <code data-testid="device-secret">{secret}</code>
      </p>
      <BigButton kind="primary" onClick={onStored}>
        {t('homes.secret.stored')}
      </BigButton>
    </div>
  );
}
