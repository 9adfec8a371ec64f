import { Outlet, useNavigate, useParams } from '@tanstack/react-router';
import { useMemo, useRef, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { usePrefetchIncident } from '../incident/use-prefetch-incident.ts';
import { useShortcuts } from '../keyboard/use-shortcuts.ts';
import { useLive } from '../live/live-context.ts';
import { groupQueue } from './group-queue.ts';
import { usePaletteActions } from '../palette/use-palette-actions.ts';
import styles from './queue-layout.module.css';
import { isFiltering } from './queue-filter.ts';
import { QueueList } from './queue-list.tsx';
import { stepInQueue } from './step-in-queue.ts';
import { useAutoOpen } from './use-auto-open.ts';
import { useQueue } from './use-queue.ts';
import { useQueueFilter } from './use-queue-filter.ts';

/** Queue and incident side by side; one of them on a phone. */
export function QueueLayout() {
  const { id } = useParams({ strict: false });
  return (
    <main className={styles.layout} data-open={id !== undefined || undefined}>
      <QueueColumn openId={id} />
      <div className={styles.panel}>
        <Outlet />
      </div>
    </main>
  );
}

/** By itself, so that what changes a hundred times a second does not draw the incident beside it anew. */
function QueueColumn({ openId }: { openId: string | undefined }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queue = useQueue();
  const filtering = useQueueFilter();
  const { area, show, kind } = filtering.filter;
  const groups = useMemo(() => groupQueue(queue, { area, show, kind }), [queue, area, show, kind]);
  const filterBar = useRef<{ focus: () => void }>(null);
  const { justOpened, untouched } = useAutoOpen(openId);
  const prefetch = usePrefetchIncident();
  const { store } = useLive();

  /** A hand or the focus on a row: what it opens is loaded before it is pressed. */
  function near({ target }: SyntheticEvent): void {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-incident]') : null;
    const incident = store.read().entries.get(row?.dataset.incident ?? '')?.incident;
    if (incident) prefetch(incident);
  }

  function open(target: string | undefined): void {
    const incident = store.read().entries.get(target ?? '')?.incident;
    if (incident) prefetch(incident);
    if (target !== undefined) void navigate({ to: '/incidents/$id', params: { id: target } });
  }
  function step(by: 1 | -1): void {
    const { waiting, inWork, technical } = groups;
    const shown = [...waiting, ...inWork, ...technical.flatMap(({ incidents }) => incidents)];
    open(
      stepInQueue(
        shown.map((incident) => incident.id),
        openId,
        by,
      ),
    );
  }
  useShortcuts({
    next: () => {
      step(1);
    },
    previous: () => {
      step(-1);
    },
    filter: () => {
      filterBar.current?.focus();
    },
    ...(isFiltering(filtering.filter) && {
      showAll: () => {
        filtering.change({});
      },
    }),
    // With nothing open the letter opens the most urgent one, filtered or not: nobody acknowledges what they have not
    // seen, and what has this moment opened by itself they have not seen either.
    ...((openId === undefined || justOpened) && {
      acknowledge: () => {
        if (openId === undefined) open(queue.calling[0]?.id);
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
  return (
    <section
      className={styles.queue}
      aria-label={t('queue.title')}
      data-just-opened={justOpened || undefined}
      onPointerOver={near}
      onFocus={near}
    >
      <QueueList
        groups={groups}
        filtering={filtering}
        openId={openId}
        seenId={openId === untouched ? undefined : openId}
        filterRef={filterBar}
      />
    </section>
  );
}
