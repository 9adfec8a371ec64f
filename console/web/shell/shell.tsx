import { Outlet, useNavigate } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useLive } from '../live/live-context.ts';
import { HandoverNotice } from '../handover/handover-notice.tsx';
import { HelpDialog } from '../keyboard/help-dialog.tsx';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { PaletteHost } from '../palette/palette-host.tsx';
import { useOpenOnPush } from '../push/use-open-on-push.ts';
import { AlarmSoundContext } from '../sound/alarm-sound-context.ts';
import { showNotification } from '../sound/show-notification.ts';
import { useAlarmSound } from '../sound/use-alarm-sound.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import { ShellActions } from './shell-actions.tsx';
import styles from './shell.module.css';
import { SoundWarning } from './sound-warning.tsx';
import { TopBar } from './top-bar.tsx';
import { useDocumentTitle } from './use-document-title.ts';
import { useIncidentPreload } from './use-incident-preload.ts';

/** The frame around every page: what must be seen and heard whatever page is open. */
export function Shell() {
  const { t } = useTranslation();
  const { store } = useLive();
  const navigate = useNavigate();
  const connection = useConnection();
  const [helpOpen, setHelpOpen] = useState(false);
  const [announcement, setAnnouncement] = useState('');

  const onNewRing = useCallback(
    (keys: string[]) => {
      for (const key of keys) {
        const incident = store.read().entries.get(key.split('@')[0] ?? '')?.incident;
        if (!incident) continue;
        const title = t('sound.notificationTitle', {
          priority: t(`priority.${incident.priority}`),
          type: t(`type.${incident.type}`),
        });
        setAnnouncement(`${title}. ${incident.residents.join(', ')}. ${incident.address}`);
        showNotification({
          title,
          body: incident.areaName,
          tag: incident.id,
          onClick: () => void navigate({ to: '/incidents/$id', params: { id: incident.id } }),
        });
      }
    },
    [store, t, navigate],
  );
  const sound = useAlarmSound({ onNewRing });
  useDocumentTitle();
  useIncidentPreload();
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
          <HandoverNotice />
          <p className="visually-hidden" role="alert">
            {announcement}
          </p>
          <div id="content" tabIndex={-1} className={styles.content}>
            <Outlet />
          </div>
          <HelpDialog
            opened={helpOpen}
            onClose={() => {
              setHelpOpen(false);
            }}
          />
        </div>
      </PaletteHost>
    </AlarmSoundContext>
  );
}
