import { useTranslation } from 'react-i18next';
import type { MaintenanceMode } from '../../../contracts/maintenance.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './maintenance-badge.module.css';

export interface MaintenanceBadgeProps {
  mode: MaintenanceMode;
  /** RFC 3339 */
  until: string;
  /** of the home; where it is not known no time is said: one in another zone would mislead */
  timeZone?: string | undefined;
}

/** That this happened in test or maintenance mode, and until when; said in words, without a colour of alarm. */
export function MaintenanceBadge({ mode, until, timeZone }: MaintenanceBadgeProps) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const end = Date.parse(until);
  const time = formatTime(end, now, i18n.language, timeZone);
  return (
    <span className={styles.badge} data-testid="maintenance">
      <Icon name="wrench" size={16} />
      {timeZone === undefined
        ? t(`maintenance.${mode}`)
        : end > now
          ? t(`maintenance.${mode}Until`, { time })
          : t('maintenance.ended', { mode: t(`maintenance.${mode}`), time })}
    </span>
  );
}
