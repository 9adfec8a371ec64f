import { createContext, useContext, useSyncExternalStore } from 'react';
import { createSiren, type Siren } from './siren.ts';

/** One per page: logging in arms the same siren that rings afterwards. */
export const SirenContext = createContext<Siren>(createSiren());

export function useSiren(): Siren {
  return useContext(SirenContext);
}

export function useSirenArmed(): boolean {
  const siren = useSiren();
  return useSyncExternalStore(siren.subscribe, siren.armed);
}
