import { useTranslation } from 'react-i18next';
import type { Handover } from '../../../contracts/handover-record.ts';
import { useNow } from '../clock/use-now.ts';
import { formatTime } from '../format/format-time.ts';
import styles from './handover.module.css';
import { PointList } from './point-list.tsx';

/** A handover as it was signed: by whom, when, the notes and the points. */
export function HandoverRecord({ handover }: { handover: Handover }) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const time = (at: string) => formatTime(Date.parse(at), now, i18n.language);
  const { fromName, toName, signedOutAt, signedInAt, notes, points, hidden } = handover;
  return (
    <>
      <dl className={styles.signatures}>
        <div>
          <dt>{t('handover.from')}</dt>
          <dd>
            <strong>{fromName}</strong> {time(signedOutAt)}
          </dd>
        </div>
        <div>
          <dt>{t('handover.to')}</dt>
          <dd>
            {toName !== undefined && signedInAt !== undefined ? (
              <>
                <strong>{toName}</strong> {time(signedInAt)}
              </>
            ) : (
              t('handover.unsigned')
            )}
          </dd>
        </div>
      </dl>
      <section className={styles.section} aria-label={t('handover.notes')}>
        <h2 className={styles.heading}>{t('handover.notes')}</h2>
        <p className={styles.notes}>{notes === '' ? t('handover.noNotes') : notes}</p>
      </section>
      <PointList points={points} />
      {hidden > 0 && <p>{t('handover.hidden', { count: hidden })}</p>}
    </>
  );
}
