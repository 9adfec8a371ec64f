import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import type { Page, QuarantinedMessage } from '../api/shapes.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { BigButton } from '../shell/big-button.tsx';
import styles from './quarantine-page.module.css';

/** What devices said that made no sense: kept, so that somebody can find out why. */
export function QuarantinePage() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const quarantine = useInfiniteQuery({
    queryKey: ['quarantine'],
    queryFn: ({ pageParam, signal }) =>
      request<Page<QuarantinedMessage>>(
        `/quarantine?limit=100${pageParam && `&cursor=${encodeURIComponent(pageParam)}`}`,
        {
          signal,
        },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const items = quarantine.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('quarantine.title')}</h1>
      <p>{t('quarantine.hint')}</p>
      {quarantine.error && <p role="alert">{t('quarantine.failed')}</p>}
      {quarantine.isPending && <p role="status">{t('app.loading')}</p>}
      {quarantine.data && items.length === 0 && <p>{t('quarantine.none')}</p>}
      <ul className={styles.list}>
        {items.map((message) => (
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
      {quarantine.hasNextPage && (
        <BigButton busy={quarantine.isFetchingNextPage} onClick={() => void quarantine.fetchNextPage()}>
          {t('app.more')}
        </BigButton>
      )}
    </main>
  );
}
