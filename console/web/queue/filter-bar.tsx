import { useImperativeHandle, useRef, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { isAlarmType } from './count-alarms.ts';
import { type as alarmWords } from '../i18n/en/type.ts';
import styles from './filter-bar.module.css';
import { PRIORITY_KINDS, readFilter, type QueueFilter } from './queue-filter.ts';

export interface FilterBarProps {
  filter: QueueFilter;
  onChange: (filter: QueueFilter) => void;
  /** areas in which something is open, as `id name` in the order of the names */
  areas: readonly { id: string; name: string }[];
  ref: Ref<{ focus: () => void }>;
}

/** What of the queue is shown: the browser's own selects, which every keyboard and every screen reader knows. */
export function FilterBar({ filter, onChange, areas, ref }: FilterBarProps) {
  const { t } = useTranslation();
  const first = useRef<HTMLSelectElement>(null);
  useImperativeHandle(ref, () => ({
    focus: () => {
      first.current?.focus();
    },
  }));
  const set = (part: Record<string, string>) => {
    onChange(readFilter({ ...filter, ...part }));
  };
  const areaGone = filter.area !== undefined && !areas.some(({ id }) => id === filter.area);
  return (
    <div
      className={styles.bar}
      role="group"
      aria-label={t('queue.filter')}
      data-testid="queue-filter"
      onKeyDown={({ key, target }) => {
        // While a list has the focus the letters are its own: this gives them back to the queue.
        if (key === 'Escape' && target instanceof HTMLElement) target.blur();
      }}
    >
      <select
        ref={first}
        className={styles.select}
        aria-label={t('queue.filterArea')}
        aria-keyshortcuts="F"
        value={filter.area ?? ''}
        data-set={filter.area !== undefined || undefined}
        onChange={(event) => {
          set({ area: event.currentTarget.value });
        }}
      >
        <option value="">{t('queue.everyArea')}</option>
        {areas.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {areaGone && <option value={filter.area}>{t('queue.otherArea')}</option>}
      </select>
      <select
        className={styles.select}
        aria-label={t('queue.filterState')}
        value={filter.show ?? ''}
        data-set={filter.show !== undefined || undefined}
        onChange={(event) => {
          set({ show: event.currentTarget.value });
        }}
      >
        <option value="">{t('queue.everyState')}</option>
        <option value="waiting">{t('queue.waiting')}</option>
        <option value="work">{t('queue.inWorkTitle')}</option>
      </select>
      <select
        className={styles.select}
        aria-label={t('queue.filterKind')}
        value={filter.kind ?? ''}
        data-set={filter.kind !== undefined || undefined}
        onChange={(event) => {
          set({ kind: event.currentTarget.value });
        }}
      >
        <option value="">{t('queue.everyKind')}</option>
        <optgroup label={t('queue.filterPriorities')}>
          {PRIORITY_KINDS.map((kind, n) => (
            <option key={kind} value={kind}>
              {n + 1} {t(`priority.${PRIORITIES[kind]}`)}
            </option>
          ))}
        </optgroup>
        <optgroup label={t('queue.filterTypes')}>
          {ALARMS.map((type) => (
            <option key={type} value={type}>
              {t(`type.${type}`)}
            </option>
          ))}
        </optgroup>
      </select>
    </div>
  );
}

const PRIORITIES = { p1: 1, p2: 2, p3: 3 } as const;
const ALARMS = Object.keys(alarmWords).filter(isAlarmType);
