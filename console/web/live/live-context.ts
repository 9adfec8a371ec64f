import { createContext, useContext, useMemo, useSyncExternalStore } from 'react';
import type { Incident } from '../../../contracts/incident.ts';
import type { ConnectionReport, LiveClient } from './live-client.ts';
import { incidentsOf, type LiveState } from './live-state.ts';
import type { LiveStore } from './live-store.ts';

export interface Live {
  store: LiveStore;
  client: LiveClient;
}

export const LiveContext = createContext<Live | undefined>(undefined);

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error('useLive outside of a live connection: render it below LiveContext');
  return live;
}

/** What a component wants to know of the live state: it is drawn anew only when that differs, by `Object.is`. */
export function useLiveFact<T>(tell: (state: LiveState) => T): T {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, () => tell(store.read()));
}

/** Every incident that is known, resolved ones too; the same array for as long as none of them has changed. */
export function useIncidents(): Incident[] {
  const entries = useLiveFact((state) => state.entries);
  return useMemo(() => incidentsOf({ entries }), [entries]);
}

export function useConnection(): ConnectionReport {
  const { client } = useLive();
  return useSyncExternalStore(client.subscribe, client.connection);
}
