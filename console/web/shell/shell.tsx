import { Outlet, useNavigate } from '@tanstack/react-router';
import { Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useLive } from '../live/live-context.ts';
import { HandoverNotice } from '../handover/handover-notice.tsx';
import { useLiveHomes } from '../homes/use-live-homes.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { PaletteHost } from '../palette/palette-host.tsx';
import { useOpenOnPush } from '../push/use-open-on-push.ts';
import { AlarmSoundContext } from '../sound/alarm-sound-context.ts';
import { announceRings, MANY_TAG } from '../sound/announce-rings.ts';
import { closeNotifications, showNotification } from '../sound/show-notification.ts';
import { useAlarmSound } from '../sound/use-alarm-sound.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { lazyDialog } from './lazy-dialog.ts';
import { ShellActions } from './shell-actions.tsx';
import styles from './shell.module.css';
import { SoundCheck } from './sound-check.tsx';
import { SoundWarning } from './sound-warning.tsx';
import { TopBar } from './top-bar.tsx';
import { usePeoplePreload } from './use-people-preload.ts';
import { useQuietPreload } from './use-quiet-preload.ts';
import { useRefreshAfterLoss } from './use-refresh-after-loss.ts';
import { useTabState } from './use-tab-state.ts';

const HelpDialog = lazyDialog(async () => (await import('../keyboard/help-dialog.tsx')).HelpDialog);

/** The frame around every page: what must be seen and heard whatever page is open. */
export function Shell() {
  const { t } = useTranslation();
  const { store } = useLive();
  const navigate = useNavigate();
  const connection = useConnection();
  /** undefined: never opened, and not loaded */
  const [helpOpen, setHelpOpen] = useState<boolean>();
  const announcement = useRef<HTMLParagraphElement>(null);

  const sound = useAlarmSound({
    onNewRing: (ids) => {
      const open = (id: string) => void navigate({ to: '/incidents/$id', params: { id } });
      const notices = announceRings(ids, store.read().entries, t, open);
      for (const notice of notices.desktop) showNotification(notice);
      // Straight into the page: the whole frame is not drawn anew for every press.
      if (notices.spoken !== undefined && announcement.current)
        announcement.current.textContent = notices.spoken;
    },
    onCalling: (calling) => {
      closeNotifications((tag) => (tag === MANY_TAG ? calling.size === 0 : !calling.has(tag)));
    },
  });
  useTabState();
  useRefreshAfterLoss();
  useLiveHomes();
  useQuietPreload();
  usePeoplePreload();
  useOpenOnPush();
  useShortcuts({
    help: () => {
      setHelpOpen(true);
    },
    silence: sound.silence,
  });

  return (
    <AlarmSoundContext value={sound}>
      <PaletteHost>
        <div className={styles.shell} data-stale={connection.state === 'lost' || undefined}>
          <a className={styles.skip} href="#content">
            {t('app.skip')}
          </a>
          <ShellActions
            onHelp={() => {
              setHelpOpen(true);
            }}
          />
          <TopBar
            onHelp={() => {
              setHelpOpen(true);
            }}
          />
          <ConnectionBanner />
          <SoundWarning />
          <div className={styles.notices}>
            <SoundCheck />
            <HandoverNotice />
          </div>
          <p className="visually-hidden" role="alert" ref={announcement} />
          <div id="content" tabIndex={-1} className={styles.content}>
            <Outlet />
          </div>
          {helpOpen !== undefined && (
            <Suspense>
              <HelpDialog
                opened={helpOpen}
                onClose={() => {
                  setHelpOpen(false);
                }}
              />
            </Suspense>
          )}
        </div>
      </PaletteHost>
    </AlarmSoundContext>
  );
}
