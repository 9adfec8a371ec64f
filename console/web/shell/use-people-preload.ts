import { useEffect } from 'react';
import { usePrefetchIncident } from '../incident/use-prefetch-incident.ts';
import { useLive } from '../live/live-context.ts';
import { queueOf } from '../queue/use-queue.ts';

/** Those that are taken next; after a power cut nobody needs the people of two thousand homes at once. */
const FIRST = 5;

/** Loads the people of the most urgent incidents as soon as these are known: not when one of them is opened. */
export function usePeoplePreload(): void {
  const { store } = useLive();
  const prefetch = usePrefetchIncident();
  useEffect(() => {
    let loaded = new Set<string>();
    const load = () => {
      const first = queueOf(store.read()).calling.slice(0, FIRST);
      for (const incident of first) if (!loaded.has(incident.id)) prefetch(incident);
      loaded = new Set(first.map(({ id }) => id));
    };
    load();
    return store.subscribe(load);
  }, [store, prefetch]);
}
