import type { Redis } from 'ioredis';
import { incidentSchema, LIVE_EVENTS_MAX, type Incident } from '../contracts/incident.ts';
import { LIVE_CHANNEL } from '../contracts/queues.ts';
import { findCanaryIncident } from '../store/canary.ts';
import type { Store } from '../store/open-store.ts';
import { readIncidents } from '../store/read-incidents.ts';
import { judgePress } from './judge-press.ts';

/** One press that is being followed. */
export interface Following {
  /** what was heard so far; times as `since` gave them */
  heard: { incidentId?: string; incidentMs?: number; escalatedMs?: number };
  /** resolves once its calls have begun */
  escalated: Promise<void>;
  stop: () => void;
}

export interface CanaryEars {
  /**
   * Follows a press from before it is made.
   * @param since ms since the press
   */
  follow: (pressedAt: number, since: () => number) => Following;
  stop: () => void;
}

const ASK_EVERY_MS = 500;

/**
 * Hears what becomes of a press at the far end: on the channel that the consoles listen to, which is fast and may
 * lose something, and from the database, which does not.
 * @param subscriber a connection of its own
 */
export function openCanaryEars({ subscriber, store }: { subscriber: Redis; store: Store }): CanaryEars {
  const listeners = new Set<(incident: Incident) => void>();
  const heard = (_channel: string, message: string): void => {
    if (listeners.size === 0) return;
    const incident = parse(message);
    if (incident) for (const listener of listeners) listener(incident);
  };
  subscriber.on('message', heard);
  // ioredis subscribes again by itself after every reconnection; what fails here fails there too.
  void subscriber.subscribe(LIVE_CHANNEL).catch(() => undefined);

  const ask = async (): Promise<void> => {
    const id = await findCanaryIncident(store);
    if (id === undefined) return;
    for (const incident of await readIncidents(store, [id], LIVE_EVENTS_MAX)) {
      for (const listener of listeners) listener(incident);
    }
  };

  return {
    follow: (pressedAt, since) => {
      const heard: Following['heard'] = {};
      let called: () => void = () => undefined;
      const escalated = new Promise<void>((resolve) => (called = resolve));
      const listener = (incident: Incident): void => {
        const progress = judgePress(incident, pressedAt);
        if (progress === undefined) return;
        heard.incidentId = progress.incidentId;
        heard.incidentMs ??= since();
        if (!progress.escalated) return;
        heard.escalatedMs ??= since();
        called();
      };
      listeners.add(listener);
      // A database that is away is a press that does not get through: the end of the wait says so.
      const timer = setInterval(() => void ask().catch(() => undefined), ASK_EVERY_MS);
      return {
        heard,
        escalated,
        stop: () => {
          clearInterval(timer);
          listeners.delete(listener);
        },
      };
    },
    stop: () => void subscriber.off('message', heard),
  };
}

function parse(message: string): Incident | undefined {
  try {
    return incidentSchema.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
}
