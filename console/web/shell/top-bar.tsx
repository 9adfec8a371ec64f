import { Link, useLocation } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Role } from '../../../contracts/people.ts';
import { PaletteButton } from '../palette/palette-button.tsx';
import { useUser } from '../session/session-context.ts';
import { Icon } from './icon.tsx';
import { NAV_ENTRIES } from './nav-entries.ts';
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
  return (
    <header className={styles.bar}>
      <strong className={styles.brand}>{t('app.name')}</strong>
      <nav aria-label={t('nav.label')} className={styles.nav}>
        {NAV_ENTRIES.filter((entry) => allows(entry.roles, roles)).map(({ to, key }) => (
          <Link
            key={to}
            to={to}
            className={styles.link}
            activeOptions={{ exact: to === '/' }}
            data-active={(to === '/' && pathname.startsWith('/incidents/')) || undefined}
          >
            {t(key)}
          </Link>
        ))}
      </nav>
      <div className={styles.right}>
        <PaletteButton />
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

function allows(wanted: readonly Role[] | undefined, mine: readonly Role[]): boolean {
  return wanted === undefined || mine.some((role) => wanted.includes(role));
}
