import { PasswordInput, TextInput } from '@mantine/core';
import { useState, type SubmitEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/api-error.ts';
import { BigButton } from '../shell/big-button.tsx';
import { Icon } from '../shell/icon.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import { useSiren } from '../sound/siren-context.ts';
import { forgetSoundHeard } from '../sound/sound-check.ts';
import styles from './login-page.module.css';
import { useLogin } from './use-session.ts';

/** Logging in is the gesture that lets the browser sound alarms. */
export function LoginPage() {
  const { t } = useTranslation();
  const siren = useSiren();
  const login = useLogin();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [missing, setMissing] = useState(false);
  const error = useLoginError(missing, login.error);

  function submit(event: SubmitEvent<HTMLFormElement>): void {
    event.preventDefault();
    siren.arm();
    forgetSoundHeard();
    const incomplete = username.trim() === '' || password === '';
    setMissing(incomplete);
    if (!incomplete && !login.isPending) login.mutate({ username: username.trim(), password });
  }

  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={submit} noValidate aria-labelledby="login-title">
        <div className={styles.head}>
          <h1 id="login-title" className={styles.title}>
            {t('app.name')} <small>{t('app.tagline')}</small>
          </h1>
          <LanguageSwitch />
        </div>
        <TextInput
          size="lg"
          label={t('login.username')}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          value={username}
          onChange={(event) => {
            setUsername(event.currentTarget.value);
          }}
        />
        <PasswordInput
          size="lg"
          label={t('login.password')}
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => {
            setPassword(event.currentTarget.value);
          }}
        />
        <div role="alert">
          {error && (
            <p className={styles.error}>
              <Icon name="warning" /> {error}
            </p>
          )}
        </div>
        <BigButton type="submit" kind="primary" busy={login.isPending}>
          {login.isPending ? t('login.busy') : t('login.submit')}
        </BigButton>
        <p className={styles.hint}>
          <Icon name="sound" /> {t('login.soundHint')}
        </p>
      </form>
    </main>
  );
}

function useLoginError(missing: boolean, error: Error | null): string | undefined {
  const { t } = useTranslation();
  if (missing) return t('login.missing');
  if (!(error instanceof ApiError)) return error?.message;
  switch (error.code) {
    case 'wrong_credentials':
      return t('login.wrong');
    case 'too_many_requests':
      return t('login.tooMany', { seconds: error.retryAfter ?? 60 });
    case 'unreachable':
    case 'unavailable':
      return t('login.unreachable');
    default:
      return t('login.failed', { detail: error.message });
  }
}
