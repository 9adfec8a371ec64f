import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useUser } from '../session/session-context.ts';
import { isFiltering, readFilter, type QueueFilter } from './queue-filter.ts';

export interface FilterControl {
  filter: QueueFilter;
  change: (filter: QueueFilter) => void;
}

/**
 * The filter stands in the address, so that it can be reloaded and sent to a colleague, and is remembered for this
 * person until the tab is closed, so that it is still there when they come back from another page.
 */
export function useQueueFilter(): FilterControl {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const key = `anju.queue-filter.${useUser().id}`;
  const filter = readFilter(search);
  const change = (next: QueueFilter) => {
    sessionStorage.setItem(key, JSON.stringify(next));
    // Said one by one: what is left out is kept by the router.
    const { area, show, kind } = next;
    void navigate({ to: '.', search: { area, show, kind }, replace: true });
  };
  useEffect(() => {
    const remembered = recall(key);
    const arrived = readFilter(Object.fromEntries(new URLSearchParams(window.location.search)));
    if (isFiltering(arrived)) sessionStorage.setItem(key, JSON.stringify(arrived));
    else if (isFiltering(remembered)) void navigate({ to: '.', search: remembered, replace: true });
  }, [key, navigate]);
  return { filter, change };
}

function recall(key: string): QueueFilter {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof stored === 'object' && stored !== null ? readFilter({ ...stored }) : {};
  } catch {
    return {};
  }
}
