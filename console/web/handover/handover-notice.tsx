import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './handover-notice.module.css';
import { useWaitingHandovers } from './use-handover.ts';

/** Whoever comes on shift is told on every page that something was left for them, until somebody has signed. */
export function HandoverNotice() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const [handover] = useWaitingHandovers();
  return (
    <div role="status">
      {handover && (
        <p className={styles.notice} data-testid="handover-waits">
          <Icon name="person" />
          <span>
            {t('handover.waiting', {
              name: handover.fromName,
              time: formatTime(Date.parse(handover.signedOutAt), now, i18n.language),
            })}
          </span>
          <Link to="/handover/$id" params={{ id: handover.id }} className={styles.link}>
            {t('handover.read')}
          </Link>
        </p>
      )}
    </div>
  );
}
