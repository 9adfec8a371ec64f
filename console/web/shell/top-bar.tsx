import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useUser } from '../session/session-context.ts';
import { Icon } from './icon.tsx';
import { PlatformStrip } from './platform-strip.tsx';
import { SettingsMenu } from './settings-menu.tsx';
import { SoundIndicator } from './sound-indicator.tsx';
import styles from './top-bar.module.css';
import { WallClock } from './wall-clock.tsx';

export function TopBar({ onHelp }: { onHelp: () => void }) {
  const { t } = useTranslation();
  const { roles } = useUser();
  const { pathname } = useLocation();
  const staff = roles.some((role) => role !== 'family');
  const dispatches = roles.some((role) => role === 'operator' || role === 'supervisor' || role === 'admin');
  return (
    <header className={styles.bar}>
      <strong className={styles.brand}>{t('app.name')}</strong>
      <nav aria-label={t('nav.label')} className={styles.nav}>
        <Link to="/" className={styles.link} data-active={pathname.startsWith('/incidents/') || undefined}>
          {t('nav.queue')}
        </Link>
        {staff && (
          <Link to="/homes" className={styles.link}>
            {t('nav.homes')}
          </Link>
        )}
        {dispatches && (
          <Link to="/quarantine" className={styles.link}>
            {t('nav.quarantine')}
          </Link>
        )}
      </nav>
      <div className={styles.right}>
        {staff && <PlatformStrip />}
        <SoundIndicator />
        <WallClock />
        <button type="button" className={styles.icon} onClick={onHelp} aria-label={t('keys.open')} data-wide>
          <Icon name="keyboard" size={24} />
        </button>
        <SettingsMenu />
      </div>
    </header>
  );
}
