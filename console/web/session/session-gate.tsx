import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icon.tsx';
import { LoginPage } from './login-page.tsx';
import styles from './login-page.module.css';
import { SessionContext } from './session-context.ts';
import { useSession } from './use-session.ts';

/** Nothing of the platform is shown, loaded or connected before someone is logged in. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const session = useSession();
  if (session.data) return <SessionContext value={session.data.user}>{children}</SessionContext>;
  if (session.data === null) return <LoginPage />;
  const failing = session.failureCount > 0;
  return (
    <main className={styles.page} role="status">
      {failing ? (
        <p className={styles.error}>
          <Icon name="warning" /> {t('login.waiting')}
        </p>
      ) : (
        <p>{t('app.loading')}</p>
      )}
    </main>
  );
}
