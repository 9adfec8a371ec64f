import type { Incident } from '../../../contracts/incident.ts';
import { NOTHING_KNOWN, reduceLive, type LiveEvent, type LiveState } from './live-state.ts';

export interface LiveStore {
  read: () => LiveState;
  /** at once, after everything that was offered before it */
  apply: (event: LiveEvent) => void;
  /** with whatever else comes before the next frame: nothing could be painted sooner */
  offer: (incident: Incident) => void;
  subscribe: (listener: () => void) => () => void;
}

/**
 * The live state outside of React, so that no render can delay or lose an update.
 * @param later calls back once, before the next frame is painted, or soon where nothing is painted
 */
export function createLiveStore(later: (flush: () => void) => void): LiveStore {
  const listeners = new Set<() => void>();
  let state = NOTHING_KNOWN;
  let offered: Incident[] = [];

  function change(event: LiveEvent): void {
    const next = reduceLive(state, event);
    if (next === state) return;
    state = next;
    for (const listener of listeners) listener();
  }
  function flush(): void {
    if (offered.length === 0) return;
    const incidents = offered;
    offered = [];
    change({ kind: 'incidents', incidents });
  }
  return {
    read: () => state,
    apply(event) {
      flush();
      change(event);
    },
    offer(incident) {
      offered.push(incident);
      if (offered.length === 1) later(flush);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
