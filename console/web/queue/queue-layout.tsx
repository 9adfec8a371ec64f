import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useIncidents } from '../live/live-context.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { usePaletteActions } from '../palette/use-palette-actions.ts';
import { orderIncidents } from './order-incidents.ts';
import { QueueList } from './queue-list.tsx';
import styles from './queue-layout.module.css';
import { stepInQueue } from './step-in-queue.ts';

/** Queue and incident side by side; one of them on a phone. */
export function QueueLayout() {
  const { t } = useTranslation();
  const { id } = useParams({ strict: false });
  const navigate = useNavigate();
  const incidents = useIncidents();

  function step(by: 1 | -1): void {
    const { calling, technical } = orderIncidents(incidents);
    const target = stepInQueue(
      [...calling, ...technical].map((incident) => incident.id),
      id,
      by,
    );
    if (target !== undefined) void navigate({ to: '/incidents/$id', params: { id: target } });
  }
  useShortcuts({
    next: () => {
      step(1);
    },
    previous: () => {
      step(-1);
    },
    // With nothing open the letter opens the most urgent one: nobody acknowledges what they have not seen.
    ...(id === undefined && {
      acknowledge: () => {
        step(1);
      },
    }),
  });
  usePaletteActions([
    {
      id: 'next',
      group: 'screen',
      label: t('keys.next'),
      shortcut: 'J',
      run: () => {
        step(1);
      },
    },
    {
      id: 'previous',
      group: 'screen',
      label: t('keys.previous'),
      shortcut: 'K',
      run: () => {
        step(-1);
      },
    },
  ]);
  useEffect(() => {
    if (id !== undefined) {
      document.querySelector(`[data-incident="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' });
    }
  }, [id]);

  return (
    <div className={styles.layout} data-open={id !== undefined || undefined}>
      <section className={styles.queue} aria-label={t('queue.title')}>
        <QueueList />
      </section>
      <main className={styles.panel}>
        <Outlet />
      </main>
    </div>
  );
}
