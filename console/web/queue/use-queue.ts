import { useLiveFact } from '../live/live-context.ts';
import { incidentsOf, type LiveState } from '../live/live-state.ts';
import { orderIncidents, type Queue } from './order-incidents.ts';

const known = new WeakMap<LiveState['entries'], Queue>();

/** The queue as it stands: sorted once for each change, however many look at it. */
export function queueOf(state: LiveState): Queue {
  const found = known.get(state.entries);
  if (found) return found;
  const queue = orderIncidents(incidentsOf(state));
  known.set(state.entries, queue);
  return queue;
}

/** The queue, drawn anew when it changes. */
export function useQueue(): Queue {
  return useQueueFact((queue) => queue);
}

/** What a component wants to know of the queue: it is drawn anew only when that differs, by `Object.is`. */
export function useQueueFact<T>(tell: (queue: Queue) => T): T {
  return useLiveFact((state) => tell(queueOf(state)));
}
