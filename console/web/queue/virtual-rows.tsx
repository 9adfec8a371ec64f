import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react';
import type { Incident } from '../../../contracts/incident.ts';
import { IncidentRow } from './incident-row.tsx';
import type { Seen } from './seen-store.ts';
import { useRows } from './use-rows.ts';
import styles from './virtual-rows.module.css';

export interface VirtualRowsProps {
  incidents: readonly Incident[];
  seen: Seen;
  /** the incident that is open, wherever it stands */
  openId: string | undefined;
  /** what scrolls, and what lies in it: rows of one list move when another list above grows */
  scroller: RefObject<HTMLElement | null>;
  content: RefObject<HTMLElement | null>;
  label: string;
}

/** A row of two lines; the real height is measured. */
const ROW_PX = 112;
const GAP_PX = 8;
/** A row of which so much is in sight is known again: what waits above it is not scrolled away for the rest. */
const SEEN_PX = 64;

/**
 * A list of thousands of which only the rows in sight are in the page. It stays a list for who listens to it: every
 * row says which of how many it is, and the open and the focused row are always there.
 */
export function VirtualRows({ incidents, seen, openId, scroller, content, label }: VirtualRowsProps) {
  const list = useRef<HTMLOListElement>(null);
  const [above, setAbove] = useState(0);
  const [focusedId, setFocusedId] = useState<string>();
  const kept = [openId, focusedId].flatMap((id) => {
    const index = id === undefined ? -1 : incidents.findIndex((incident) => incident.id === id);
    return index < 0 ? [] : [index];
  });
  const virtualizer = useRows({
    count: incidents.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: useCallback((index: number) => incidents[index]?.id ?? index, [incidents]),
    rangeExtractor: (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), ...kept])].sort((a, b) => a - b),
    overscan: 5,
    gap: GAP_PX,
    scrollMargin: above,
  });

  useEffect(() => {
    const measure = () => {
      if (list.current) setAbove(list.current.offsetTop);
    };
    const observer = new ResizeObserver(measure);
    if (content.current) observer.observe(content.current);
    return () => {
      observer.disconnect();
    };
  }, [content]);

  const showOpen = useEffectEvent(() => {
    const index = incidents.findIndex(({ id }) => id === openId);
    const start = virtualizer.measurementsCache[index]?.start;
    const view = scroller.current;
    if (start === undefined || !view) return;
    const isSeen = start >= view.scrollTop && start + SEEN_PX <= view.scrollTop + view.clientHeight;
    if (!isSeen) virtualizer.scrollToIndex(index, { align: 'auto' });
  });
  useEffect(() => {
    showOpen();
  }, [openId]);

  return (
    <ol
      ref={list}
      className={styles.list}
      aria-label={label}
      style={{ height: virtualizer.getTotalSize() }}
      onFocus={({ target }) => {
        setFocusedId(target.closest<HTMLElement>('[data-incident]')?.dataset['incident']);
      }}
      onBlur={() => {
        setFocusedId(undefined);
      }}
    >
      {virtualizer.getVirtualItems().map(({ key, index, start }) => {
        const incident = incidents[index];
        return (
          incident && (
            <li
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              className={styles.item}
              aria-setsize={incidents.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start - above}px)` }}
            >
              <IncidentRow incident={incident} seenAlarms={seen.get(incident.id)} />
            </li>
          )
        );
      })}
    </ol>
  );
}
