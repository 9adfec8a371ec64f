import { useTranslation } from 'react-i18next';
import type { DeviceStatus } from '../../../contracts/home-protection.ts';
import { isBatteryLow } from '../../../contracts/protection.ts';
import type { Device } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { useDuration } from '../format/use-duration.ts';
import styles from './homes.module.css';
import { useHomeProtection } from './use-home-protection.ts';

export interface DeviceListProps {
  homeId: string;
  devices: Device[] | undefined;
  timeZone: string | undefined;
}

/** What is installed, when it was last heard, and how its battery and signal are. */
export function DeviceList({ homeId, devices, timeZone }: DeviceListProps) {
  const { t } = useTranslation();
  const { data, error } = useHomeProtection(homeId);
  if (!devices) return <p>{t('app.loading')}</p>;
  if (devices.length === 0) return <p>{t('homes.noDevices')}</p>;
  const known = error ? undefined : data?.devices;
  const status = new Map(known?.map((each) => [each.deviceId, each]));
  const rows = [...devices].sort((a, b) => (a.room ?? '').localeCompare(b.room ?? ''));
  return (
    <>
      {error && <p role="alert">{t('homes.statusFailed')}</p>}
      <div className={styles.scroll} role="region" tabIndex={0} aria-label={t('homes.devices')}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('homes.room')}</th>
              <th scope="col">{t('homes.add.kind')}</th>
              <th scope="col">{t('homes.lastHeard')}</th>
              <th scope="col">{t('homes.battery')}</th>
              <th scope="col">{t('homes.signal')}</th>
              <th scope="col">{t('homes.model')}</th>
              <th scope="col">{t('homes.id')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((device) => (
              <tr key={device.id} data-device={device.id}>
                <th scope="row">{device.room ?? t('incident.noRoom')}</th>
                <td>{t(`kind.${device.kind}`)}</td>
                {known ? (
                  <StatusCells status={status.get(device.id)} timeZone={timeZone} />
                ) : (
                  <td colSpan={3}>{t('homes.unknown')}</td>
                )}
                <td>{device.model}</td>
                <td className={`${styles.mono} ${styles.id}`}>{device.friendlyName ?? device.id}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function StatusCells({
  status,
  timeZone,
}: {
  status: DeviceStatus | undefined;
  timeZone: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const say = useDuration();
  const { lastHeardAt, battery, linkQuality, online } = status ?? {};
  const heard = lastHeardAt === undefined ? undefined : Date.parse(lastHeardAt);
  return (
    <>
      <td>
        {heard === undefined ? (
          <strong>{t('homes.neverHeard')}</strong>
        ) : (
          t('homes.ago', {
            time: formatTime(heard, now, i18n.language, timeZone),
            ago: say(Math.max(now - heard, 0)),
          })
        )}
        {online === false && <strong> {t('homes.offline')}</strong>}
      </td>
      <td>
        {battery === undefined ? t('homes.unknown') : `${battery} %`}
        {isBatteryLow(battery) && <strong> {t('homes.low')}</strong>}
      </td>
      <td>{linkQuality ?? t('homes.unknown')}</td>
    </>
  );
}
