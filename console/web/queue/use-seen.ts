import { useEffect, useSyncExternalStore } from 'react';
import { useLive } from '../live/live-context.ts';
import { useUser } from '../session/session-context.ts';
import { countAlarms } from './count-alarms.ts';
import { createSeenStore, type Seen, type SeenStore } from './seen-store.ts';

const stores = new Map<string, SeenStore>();

function seenBy(userId: string): SeenStore {
  const store = stores.get(userId) ?? createSeenStore(sessionStorage, `anju.seen.${userId}`);
  stores.set(userId, store);
  return store;
}

/**
 * What this operator has seen; notes what is opened. An alarm that comes while it is open is not counted as seen:
 * the row says so until they do something or open it anew.
 */
export function useSeen(openId: string | undefined): Seen {
  const { store } = useLive();
  const seen = seenBy(useUser().id);
  const isKnown = () => openId !== undefined && store.read().entries.has(openId);
  const known = useSyncExternalStore(store.subscribe, isKnown);
  useEffect(() => {
    const incident = openId === undefined ? undefined : store.read().entries.get(openId)?.incident;
    if (known && incident) seen.note(incident.id, countAlarms(incident));
  }, [openId, known, seen, store]);
  return useSyncExternalStore(seen.subscribe, seen.read);
}
