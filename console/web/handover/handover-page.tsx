import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import { BigButton } from '../shell/big-button.tsx';
import styles from './handover.module.css';
import { useHandovers } from './use-handover.ts';
import { WriteHandover } from './write-handover.tsx';

/** The end of a shift and the beginning of the next, and all those before. */
export function HandoverPage() {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const handovers = useHandovers();
  const items = handovers.data?.pages.flatMap((page) => page.items) ?? [];
  const time = (at: string) => formatTime(Date.parse(at), now, i18n.language);
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('handover.title')}</h1>
      <WriteHandover />
      <section className={styles.card} aria-labelledby="handover-history">
        <h2 id="handover-history" className={styles.subtitle}>
          {t('handover.history')}
        </h2>
        {handovers.error && <p role="alert">{t('handover.historyFailed')}</p>}
        {handovers.isPending && <p role="status">{t('app.loading')}</p>}
        {handovers.data && items.length === 0 && <p>{t('handover.none')}</p>}
        <ul className={styles.points}>
          {items.map((handover) => (
            <li key={handover.id}>
              <Link to="/handover/$id" params={{ id: handover.id }} className={styles.row}>
                <span>
                  <strong>{handover.fromName}</strong> {time(handover.signedOutAt)}
                </span>
                <span>
                  {handover.toName === undefined || handover.signedInAt === undefined ? (
                    t('handover.unsigned')
                  ) : (
                    <>
                      → <strong>{handover.toName}</strong> {time(handover.signedInAt)}
                    </>
                  )}
                </span>
              </Link>
            </li>
          ))}
        </ul>
        {handovers.hasNextPage && (
          <BigButton busy={handovers.isFetchingNextPage} onClick={() => void handovers.fetchNextPage()}>
            {t('app.more')}
          </BigButton>
        )}
      </section>
    </main>
  );
}
