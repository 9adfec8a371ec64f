import { useTranslation } from 'react-i18next';
import { useConnection } from '../live/live-context.ts';
import { useUser } from '../session/session-context.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './quiet-notice.module.css';

/** Says that it is quiet only when that is known. */
export function QuietNotice() {
  const { t } = useTranslation();
  const { roles } = useUser();
  const stale = useConnection().state === 'lost';
  const family = roles.every((role) => role === 'family');
  return (
    <div className={styles.notice} data-testid="quiet">
      <Icon name={stale ? 'warning' : 'check'} size={28} />
      <div>
        {!stale && <p className={styles.strong}>{t('queue.quiet')}</p>}
        <p>{stale ? t('queue.quietStale') : family ? t('queue.quietFamily') : t('queue.quietHint')}</p>
      </div>
    </div>
  );
}
