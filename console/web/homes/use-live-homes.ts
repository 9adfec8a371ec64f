import { useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLive } from '../live/live-context.ts';

/** Changes are read together: after a power cut there are thousands in a second. */
const READ_EVERY_MS = 300;
const ON_RECORD: ReadonlySet<unknown> = new Set([undefined, 'residents', 'contacts', 'devices']);

/**
 * Keeps what is shown of homes true: a door code, a telephone number or a new contact is on every screen about a
 * second after it was written, and so is the protection of a home. What was only loaded for later is read anew too.
 */
export function useLiveHomes(): void {
  const queries = useQueryClient();
  const { client, store } = useLive();
  useEffect(() => {
    let judged = new Set<unknown>();
    let recorded = new Set<unknown>();
    const stop = client.onHome(({ id, recordChangedAt }) => {
      judged.add(id);
      if (recordChangedAt !== undefined) recorded.add(id);
    });
    const timer = window.setInterval(() => {
      if (judged.size === 0) return;
      const [states, records] = [judged, recorded];
      judged = new Set();
      recorded = new Set();
      const isOld = ([kind, id, part]: QueryKey): boolean => {
        if (kind === 'home')
          return part === 'protection' ? states.has(id) : records.has(id) && ON_RECORD.has(part);
        if (kind !== 'incident' || typeof id !== 'string') return false;
        if (part !== 'callees' && part !== 'dispatches') return false;
        return records.has(store.read().entries.get(id)?.incident.homeId);
      };
      void queries.invalidateQueries({ predicate: ({ queryKey }) => isOld(queryKey), refetchType: 'all' });
    }, READ_EVERY_MS);
    return () => {
      stop();
      window.clearInterval(timer);
    };
  }, [queries, client, store]);
}
