import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { request } from '../api/request.ts';
import { RecordForm } from '../form/record-form.tsx';
import { TextField } from '../form/text-field.tsx';
import { useUser } from '../session/session-context.ts';
import { Icon } from '../shell/icon.tsx';
import styles from './password-page.module.css';

/** Everybody's own password. */
export function PasswordPage() {
  const { t } = useTranslation();
  const { name, username } = useUser();
  const [ended, setEnded] = useState<number>();
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{t('password.title')}</h1>
      <p className={styles.dim}>{t('password.of', { name, username })}</p>
      <div role="status">
        {ended !== undefined && (
          <p className={styles.said}>
            <Icon name="check" /> {t('password.changed', { count: ended })}
          </p>
        )}
      </div>
      {ended === undefined && (
        <div className={styles.card}>
          <RecordForm<{ sessionsEnded: number }>
            label={t('password.title')}
            takesFocus
            changes={[]}
            check={({ current, wanted, again }) => ({
              ...(wanted !== undefined && wanted === current && { wanted: t('password.same') }),
              ...(again !== wanted && { again: t('password.differs') }),
            })}
            // As it was typed: a blank at the end of a password is part of it.
            send={(_, form) =>
              request('/session/me/password', {
                method: 'PUT',
                body: { currentPassword: form.get('current'), newPassword: form.get('wanted') },
              })
            }
            save={t('password.save')}
            onSaved={({ sessionsEnded }) => {
              setEnded(sessionsEnded);
            }}
          >
            <TextField
              name="current"
              type="password"
              autoComplete="current-password"
              label={t('password.current')}
              required
              maxLength={1000}
            />
            <TextField
              name="wanted"
              type="password"
              autoComplete="new-password"
              label={t('password.new')}
              hint={t('admin.users.passwordHint')}
              remedy={t('admin.users.passwordHint')}
              required
              minLength={8}
              maxLength={1000}
            />
            <TextField
              name="again"
              type="password"
              autoComplete="new-password"
              label={t('password.again')}
              required
              maxLength={1000}
            />
          </RecordForm>
          <p className={styles.dim}>{t('password.ends')}</p>
        </div>
      )}
    </main>
  );
}
