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

export function useLiveState(): LiveState {
  const { store } = useLive();
  return useSyncExternalStore(store.subscribe, store.read);
}

export function useIncidents(): Incident[] {
  const state = useLiveState();
  return useMemo(() => incidentsOf(state), [state]);
}

export function useConnection(): ConnectionReport {
  const { client } = useLive();
  return useSyncExternalStore(client.subscribe, client.connection);
}
