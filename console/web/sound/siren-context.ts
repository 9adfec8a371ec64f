import { createContext, useContext, useSyncExternalStore } from 'react';
import { createSiren, type Siren, type SirenState } from './siren.ts';

/** One per page: logging in arms the same siren that rings afterwards. */
export const SirenContext = createContext<Siren>(createSiren());

export function useSiren(): Siren {
  return useContext(SirenContext);
}

/** Whether this page can make a sound. */
export function useSirenState(): SirenState {
  const siren = useSiren();
  return useSyncExternalStore(siren.subscribe, siren.state);
}
