import { LRUCache } from 'lru-cache';
import { CANARY } from '../contracts/canary.ts';
import { incidentSchema, LIVE_EVENTS_MAX, type Incident } from '../contracts/incident.ts';
import { LIVE_CHANNEL } from '../contracts/queues.ts';
import type { Logger } from '../service/create-logger.ts';
import { findChangedIncidents } from '../store/find-incidents.ts';
import type { Store } from '../store/open-store.ts';
import { readIncidents } from '../store/read-incidents.ts';
import type { Metrics } from './metrics.ts';

export interface FeedOptions {
  store: Store;
  /** epoch ms by the clock that incidents are written with: the platform's, not the machine's */
  now: () => number;
  /** sends one update to this console's sockets */
  emit: (incident: Incident) => Promise<void>;
  metrics: Metrics;
  logger: Logger;
}

export interface LiveFeed {
  /** an update that this console has made itself */
  changed: (incident: Incident) => void;
  /** a message of the live channel */
  heard: (channel: string, message: string) => void;
  /** asks the database for what nobody has told */
  reconcile: () => Promise<void>;
  stop: () => Promise<void>;
}

type Source = 'redis' | 'action' | 'reconcile';

const EVERY_MS = 5_000;
/** Longer than any transaction of ours takes to become visible after the time it wrote. */
const OVERLAP_MS = 30_000;
/** Incidents read at once: a reconciliation after an outage must not be one answer of a gigabyte. */
const BATCH = 200;

/**
 * Every update that is newer than what was sent goes to the sockets once, however it was learned of: through
 * Redis (fast, may be lost) or from the database (every 5 s, certain; docs/decisions/0005).
 */
export function startLiveFeed({ store, now, emit, metrics, logger }: FeedOptions): LiveFeed {
  const sent = new LRUCache<string, number>({ max: 100_000 });
  const started = new Set<Promise<void>>();
  let seenUntil = now();
  let running: Promise<void> | undefined;

  const offer = async (incident: Incident, source: Source): Promise<void> => {
    // The watchdog listens for it on the same channel; it is for nobody's screen.
    if (incident.homeId === CANARY.homeId) return;
    const before = sent.get(incident.id) ?? 0;
    if (incident.version <= before) return;
    sent.set(incident.id, incident.version);
    try {
      await emit(incident);
      metrics.emitted.inc({ source });
    } catch (error) {
      // Not sent is not sent: the next reconciliation tries again.
      if (sent.get(incident.id) === incident.version) sent.set(incident.id, before);
      logger.warn({ err: error, incidentId: incident.id }, 'a live update waits for the next reconciliation');
    }
  };
  const start = (work: Promise<void>): void => {
    started.add(work);
    void work.finally(() => started.delete(work));
  };
  const reconcile = async (): Promise<void> => {
    const lookedAt = now();
    try {
      const changed = await findChangedIncidents(store, new Date(seenUntil - OVERLAP_MS));
      const missed = changed.filter(({ id, version }) => version > (sent.get(id) ?? 0)).map(({ id }) => id);
      for (let at = 0; at < missed.length; at += BATCH) {
        for (const incident of await readIncidents(store, missed.slice(at, at + BATCH), LIVE_EVENTS_MAX)) {
          await offer(incident, 'reconcile');
        }
      }
      seenUntil = lookedAt;
    } catch (error) {
      logger.warn({ err: error }, 'live updates cannot be reconciled with the database, will try again');
    }
  };
  const reconcileOnce = (): Promise<void> =>
    (running ??= reconcile().finally(() => {
      running = undefined;
    }));

  const timer = setInterval(() => void reconcileOnce(), EVERY_MS);
  return {
    changed: (incident) => start(offer(incident, 'action')),
    heard: (channel, message) => {
      if (channel !== LIVE_CHANNEL) return;
      const incident = parseIncident(message);
      if (incident) start(offer(incident, 'redis'));
      else {
        metrics.badLive.inc();
        logger.warn({ bytes: message.length }, `something on ${LIVE_CHANNEL} is not an incident`);
      }
    },
    reconcile: reconcileOnce,
    stop: async () => {
      clearInterval(timer);
      await running;
      await Promise.all(started);
    },
  };
}

function parseIncident(message: string): Incident | undefined {
  try {
    return incidentSchema.safeParse(JSON.parse(message)).data;
  } catch {
    return undefined;
  }
}
