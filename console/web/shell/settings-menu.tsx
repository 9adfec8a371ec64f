import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUser } from '../session/session-context.ts';
import { useLogout } from '../session/use-session.ts';
import { useSiren } from '../sound/siren-context.ts';
import { BigButton } from './big-button.tsx';
import { DutySwitch } from './duty-switch.tsx';
import { PushSwitch } from './push-switch.tsx';
import choice from './choice.module.css';
import { Icon } from './icon.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import styles from './settings-menu.module.css';

const SCHEMES = { auto: 'app.schemeAuto', light: 'app.schemeLight', dark: 'app.schemeDark' } as const;

/** Who is logged in, and what is theirs to set on this computer. */
export function SettingsMenu() {
  const { t } = useTranslation();
  const user = useUser();
  const siren = useSiren();
  const logout = useLogout();
  const onRoster = user.roles.some((role) => role === 'operator' || role === 'supervisor');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <details className={styles.menu}>
      <summary className={styles.summary} aria-label={`${user.name}, ${t('app.settings')}`}>
        <Icon name="person" />
        <span className={styles.name}>{user.name}</span>
      </summary>
      <div className={styles.panel}>
        <p className={styles.who}>{user.name}</p>
        {onRoster && <DutySwitch />}
        <LanguageSwitch />
        <div role="group" aria-label={t('app.scheme')} className={choice.group}>
          {(Object.keys(SCHEMES) as MantineColorScheme[]).map((scheme) => (
            <button
              key={scheme}
              type="button"
              className={choice.choice}
              aria-pressed={colorScheme === scheme}
              onClick={() => {
                setColorScheme(scheme);
              }}
            >
              {t(SCHEMES[scheme])}
            </button>
          ))}
        </div>
        <BigButton
          onClick={() => {
            siren.play('urgent');
          }}
        >
          <Icon name="sound" /> {t('sound.try')}
        </BigButton>
        <NotificationButton />
        <PushSwitch />
        <Link
          to="/account/password"
          className={styles.link}
          onClick={(event) => event.currentTarget.closest('details')?.removeAttribute('open')}
        >
          {t('password.title')}
        </Link>
        <BigButton
          busy={logout.isPending}
          onClick={() => {
            logout.mutate();
          }}
        >
          {t('login.logout')}
        </BigButton>
      </div>
    </details>
  );
}

function NotificationButton() {
  const { t } = useTranslation();
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : undefined,
  );
  if (permission === undefined) return null;
  if (permission === 'granted') return <p>{t('sound.notificationsOn')}</p>;
  if (permission === 'denied') return <p>{t('sound.notificationsDenied')}</p>;
  return (
    <BigButton onClick={() => void Notification.requestPermission().then(setPermission)}>
      {t('sound.notifications')}
    </BigButton>
  );
}
