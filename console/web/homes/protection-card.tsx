import { useTranslation } from 'react-i18next';
import type { ProtectionReason } from '../../../contracts/protection.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { useDeviceLabel } from '../readings/use-device-label.ts';
import type { Device } from '../api/shapes.ts';
import styles from './homes.module.css';
import { useHomeProtection } from './use-home-protection.ts';

export interface ProtectionCardProps {
  homeId: string;
  devices: Device[] | undefined;
  timeZone: string | undefined;
}

const SIGNS = { protected: '✓', impaired: '!', unprotected: '✕', maintenance: '⏸' } as const;

/** Whether this home is watched over, and every reason why not. Not knowing is not "all is well". */
export function ProtectionCard({ homeId, devices, timeZone }: ProtectionCardProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const label = useDeviceLabel(devices);
  const { data, error } = useHomeProtection(homeId);
  // What was known before the connection went is not shown as what is.
  if (error) return <p role="alert">{t('homes.protectionFailed')}</p>;
  if (!data) return <p>{t('app.loading')}</p>;
  const { state = 'unprotected', reasons = [], since } = data.protection ?? {};
  const time = (at: string) => formatTime(Date.parse(at), now, i18n.language, timeZone);
  const words = ({ code, deviceId, since: from }: ProtectionReason) =>
    [deviceId && label(deviceId), t(`homes.reason.${code}`), from && t('homes.since', { time: time(from) })]
      .filter(Boolean)
      .join(' · ');
  return (
    <div data-testid="protection" data-state={state}>
      <p className={styles.state}>
        <span aria-hidden="true" className={styles.sign}>
          {SIGNS[state]}
        </span>{' '}
        {t(`homes.protection.${state}`)}
        {since && <small className={styles.dim}> {t('homes.since', { time: time(since) })}</small>}
      </p>
      {!data.protection && <p>{t('homes.neverJudged')}</p>}
      <ul>
        {reasons.map((reason, i) => (
          <li key={`${reason.code} ${reason.deviceId ?? ''} ${i}`} className={styles.device}>
            {words(reason)}
          </li>
        ))}
      </ul>
    </div>
  );
}
