import { useTranslation } from 'react-i18next';
import type { Device } from '../api/shapes.ts';
import styles from './homes.module.css';

export function DeviceList({ devices }: { devices: Device[] | undefined }) {
  const { t } = useTranslation();
  if (!devices) return <p>{t('app.loading')}</p>;
  if (devices.length === 0) return <p>{t('homes.noDevices')}</p>;
  return (
    <ul>
      {devices.map((device) => (
        <li key={device.id} className={styles.device}>
          <strong>{device.room ?? t('incident.noRoom')}</strong>
          <span>{t(`kind.${device.kind}`)}</span>
          {device.model && <span className={styles.dim}>{device.model}</span>}
          <span className={styles.mono}>{device.friendlyName ?? device.id}</span>
        </li>
      ))}
    </ul>
  );
}
