import { useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection, useLiveFact } from '../live/live-context.ts';
import { FilterBar } from './filter-bar.tsx';
import type { QueueGroups } from './group-queue.ts';
import { HiddenLine } from './hidden-line.tsx';
import { isFiltering } from './queue-filter.ts';
import styles from './queue-list.module.css';
import { QuietNotice } from './quiet-notice.tsx';
import { TechnicalAreas } from './technical-areas.tsx';
import { useAreasOpen } from './use-areas-open.ts';
import type { FilterControl } from './use-queue-filter.ts';
import { useSeen } from './use-seen.ts';
import { VirtualRows } from './virtual-rows.tsx';

export interface QueueListProps {
  groups: QueueGroups;
  filtering: FilterControl;
  openId: string | undefined;
  /** the open one, if somebody sits before it */
  seenId: string | undefined;
  filterRef: Ref<{ focus: () => void }>;
}

/** What waits, what somebody has, and, closed, what is technical. The filter stays in sight while the rest scrolls. */
export function QueueList({ groups, filtering, openId, seenId, filterRef }: QueueListProps) {
  const { t } = useTranslation();
  const known = useLiveFact((state) => state.known);
  const connection = useConnection();
  const areas = useAreasOpen();
  const seen = useSeen(seenId);
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const { waiting, inWork, technical, hiddenCalling, hiddenOthers } = groups;
  const narrowed = isFiltering(filtering.filter);
  const nothing = waiting.length + inWork.length === 0;
  const rows = { seen, openId, scroller, content };
  return (
    <div className={styles.queue}>
      <div className={styles.head}>
        <div className={styles.titles}>
          <h1 className={styles.title}>{t('queue.title')}</h1>
          <p className={styles.counts}>
            <strong>{t('queue.waitingCount', { count: waiting.length + hiddenCalling })}</strong>
            <span>{t('queue.inWork', { count: inWork.length })}</span>
          </p>
        </div>
        <FilterBar ref={filterRef} filter={filtering.filter} onChange={filtering.change} areas={areas} />
        <HiddenLine
          calling={hiddenCalling}
          others={hiddenOthers}
          onShowAll={() => {
            filtering.change({});
          }}
        />
      </div>
      <div className={styles.scroller} ref={scroller}>
        <div className={styles.content} ref={content}>
          {nothing && !narrowed && known && <QuietNotice />}
          {!known && connection.state !== 'lost' && <p role="status">{t('connection.connecting')}</p>}
          {nothing && narrowed && technical.length === 0 && (
            <p className={styles.empty}>{t('queue.nothingShown')}</p>
          )}
          {waiting.length + hiddenCalling === 0 && inWork.length > 0 && (
            <p className={styles.empty}>{t('queue.nothingWaits')}</p>
          )}
          <VirtualRows incidents={waiting} label={t('queue.list')} {...rows} />
          {inWork.length > 0 && (
            <>
              <h2 className={styles.group}>{t('queue.inWork', { count: inWork.length })}</h2>
              <VirtualRows incidents={inWork} label={t('queue.inWorkTitle')} {...rows} />
            </>
          )}
          <TechnicalAreas areas={technical} {...rows} />
        </div>
      </div>
    </div>
  );
}
