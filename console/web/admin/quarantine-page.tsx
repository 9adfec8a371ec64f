import { useTranslation } from 'react-i18next';
import type { QuarantinedMessage } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { usePages } from '../form/use-pages.ts';
import { formatTime } from '../format/format-time.ts';
import { BigButton } from '../shell/big-button.tsx';
import { AdminPage } from './admin-page.tsx';
import styles from './quarantine-page.module.css';

/** What devices said that made no sense: kept, so that somebody can find out why. */
export function QuarantinePage() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const { items, error, more, isFetchingMore } = usePages<QuarantinedMessage>(['quarantine'], '/quarantine');
  return (
    <AdminPage title={t('quarantine.title')} hint={t('quarantine.hint')}>
      {error && <p role="alert">{t('quarantine.failed')}</p>}
      {!items && !error && <p role="status">{t('app.loading')}</p>}
      {items?.length === 0 && <p>{t('quarantine.none')}</p>}
      <ul className={styles.list}>
        {items?.map((message) => (
          <li key={message.id} className={styles.item}>
            <p>
              <strong>{message.code}</strong> {message.detail}
            </p>
            <p className={styles.dim}>
              {formatTime(Date.parse(message.receivedAt), now, i18n.language)} · {message.clientId} ·{' '}
              {message.topic}
            </p>
            <pre className={styles.payload}>{message.payload}</pre>
          </li>
        ))}
      </ul>
      {more && (
        <BigButton busy={isFetchingMore} onClick={more}>
          {t('app.more')}
        </BigButton>
      )}
    </AdminPage>
  );
}
