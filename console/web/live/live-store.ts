import { NOTHING_KNOWN, reduceLive, type LiveEvent, type LiveState } from './live-state.ts';

export interface LiveStore {
  read: () => LiveState;
  apply: (event: LiveEvent) => void;
  subscribe: (listener: () => void) => () => void;
}

/** The live state outside of React, so that no render can delay or lose an update. */
export function createLiveStore(): LiveStore {
  const listeners = new Set<() => void>();
  let state = NOTHING_KNOWN;
  return {
    read: () => state,
    apply(event) {
      const next = reduceLive(state, event);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
