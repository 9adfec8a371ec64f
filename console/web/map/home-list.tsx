import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '../clock/use-now.ts';
import { useDuration } from '../format/use-duration.ts';
import { HomeSignIcon } from './home-sign-icon.tsx';
import styles from './home-list.module.css';
import type { ShownHome } from './list-homes.ts';
import { useReasonWords } from './use-reason-words.ts';

const ROW = 92;

/** The homes in view as a list: whoever does not use the map finds all of it here. */
export function HomeList({
  homes,
  onPoint,
}: {
  homes: readonly ShownHome[];
  onPoint: (id: string | undefined) => void;
}) {
  // The virtualizer's functions answer differently each time: nothing here may be remembered for it.
  'use no memo';
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: homes.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    getItemKey: (index) => homes[index]?.home.id ?? index,
    overscan: 6,
  });
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul aria-label={t('map.list')} className={styles.list} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ key, index, start }) => {
          const shown = homes[index];
          return (
            shown && (
              <li
                key={key}
                ref={rows.measureElement}
                data-index={index}
                aria-setsize={homes.length}
                aria-posinset={index + 1}
                className={styles.item}
                style={{ transform: `translateY(${start}px)` }}
              >
                <HomeRow shown={shown} onPoint={onPoint} />
              </li>
            )
          );
        })}
      </ul>
    </div>
  );
}

function HomeRow({
  shown: { home, sign, incident },
  onPoint,
}: {
  shown: ShownHome;
  onPoint: (id: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const say = useDuration();
  const now = useNow();
  const sayReason = useReasonWords();
  const [first, ...more] = home.reasons;
  const events = {
    onPointerEnter: () => {
      onPoint(home.id);
    },
    onPointerLeave: () => {
      onPoint(undefined);
    },
    onFocus: () => {
      onPoint(home.id);
    },
    onBlur: () => {
      onPoint(undefined);
    },
  };
  const content = (
    <>
      <HomeSignIcon sign={sign} size={32} />
      <span className={styles.words}>
        <strong className={styles.address}>{home.address}</strong>
        <span>
          {[
            incident ? t(`type.${incident.type}`) : t(`homes.protection.${home.state}`),
            incident ? t(`state.${incident.state}`) : say(now - Date.parse(home.since)),
          ].join(' · ')}
        </span>
        <span className={styles.dim}>
          {first && sayReason(first)}
          {more.length > 0 && ` ${t('map.more', { count: more.length })}`}
          {!first && home.residents.join(', ')}
          {home.location === undefined && ` · ${t('map.noPlace')}`}
        </span>
      </span>
    </>
  );
  return incident ? (
    <Link
      to="/incidents/$id"
      params={{ id: incident.id }}
      className={styles.row}
      data-sign={sign}
      {...events}
    >
      {content}
    </Link>
  ) : (
    <Link to="/homes/$id" params={{ id: home.id }} className={styles.row} data-sign={sign} {...events}>
      {content}
    </Link>
  );
}
