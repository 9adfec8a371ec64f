import { LRUCache } from 'lru-cache';
import type { HomeState } from '../contracts/home-state.ts';
import type { Logger } from '../service/create-logger.ts';
import { findChangedHomeStates } from '../store/home-states.ts';
import type { Store } from '../store/open-store.ts';

export interface HomeFeedOptions {
  store: Store;
  /** epoch ms by the platform's clock: what `changed_at` is written with */
  now: () => number;
  /** sends one state to this console's sockets */
  emit: (home: HomeState) => Promise<void>;
  logger: Logger;
}

const EVERY_MS = 1_000;
/** Longer than a judgement takes to become visible after the time it wrote. */
const OVERLAP_MS = 20_000;
const BATCH = 1_000;

/**
 * Tells the sockets which homes' protection has changed. It is asked for by an index once a second and not told through
 * Redis: a state is not an alarm, a second is soon enough, and what is read from the database cannot be lost on the way.
 */
export function startHomeFeed({ store, now, emit, logger }: HomeFeedOptions): { stop: () => Promise<void> } {
  const sent = new LRUCache<string, string>({ max: 100_000 });
  const begun = now();
  let seenUntil = begun;
  let running: Promise<void> | undefined;
  let failing = false;

  const look = async (): Promise<void> => {
    const lookedAt = now();
    try {
      const since = new Date(Math.max(begun, seenUntil - OVERLAP_MS));
      let after: { at: Date; id: string } | undefined;
      for (;;) {
        const changed = await findChangedHomeStates(store, { since, after, limit: BATCH });
        for (const home of changed) {
          if (sent.get(home.id) === home.changedAt) continue;
          await emit(home);
          sent.set(home.id, home.changedAt);
        }
        const last = changed.at(-1);
        if (last === undefined || changed.length < BATCH) break;
        after = { at: new Date(last.changedAt), id: last.id };
      }
      seenUntil = lookedAt;
      failing = false;
    } catch (error) {
      if (!failing) logger.warn({ err: error }, 'states of homes cannot be read, will try again');
      failing = true;
    }
  };
  const timer = setInterval(() => {
    running ??= look().finally(() => {
      running = undefined;
    });
  }, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
