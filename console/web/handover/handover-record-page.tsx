import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { acceptProblem } from '../../../contracts/handover.ts';
import { useUser } from '../session/session-context.ts';
import { BigButton } from '../shell/big-button.tsx';
import { ErrorWords } from '../shell/error-words.tsx';
import { HandoverRecord } from './handover-record.tsx';
import styles from './handover.module.css';
import { SignIn } from './sign-in.tsx';
import { useHandover } from './use-handover.ts';

/** One handover: read, signed by who comes, printed. */
export function HandoverRecordPage() {
  const { t } = useTranslation();
  const { id } = useParams({ from: '/handover/$id' });
  const user = useUser();
  const handover = useHandover(id);
  const { data } = handover;
  return (
    <main className={styles.page}>
      <Link to="/handover" className={styles.back}>
        {t('handover.back')}
      </Link>
      <h1 className={styles.title}>{t('handover.title')}</h1>
      <ErrorWords error={handover.error} />
      {handover.isPending && <p role="status">{t('app.loading')}</p>}
      {data && (
        <div className={styles.card}>
          <HandoverRecord handover={data} />
          {acceptProblem(data, user.id) === undefined && <SignIn handover={data} />}
          {data.to === user.id && (
            <p role="status">
              <strong>{t('handover.signedIn')}</strong>
            </p>
          )}
          <div className={styles.noPrint}>
            <BigButton
              onClick={() => {
                window.print();
              }}
            >
              {t('handover.print')}
            </BigButton>
          </div>
        </div>
      )}
    </main>
  );
}
