import { LRUCache } from 'lru-cache';
import type { HomeState } from '../contracts/home-state.ts';
import type { Logger } from '../service/create-logger.ts';
import { findChangedRecords, lastAuditId } from '../store/home-states.ts';
import type { Store } from '../store/open-store.ts';

export interface RecordFeedOptions {
  store: Store;
  /** sends one state to this console's sockets */
  emit: (home: HomeState) => Promise<void>;
  logger: Logger;
}

const EVERY_MS = 1_000;
/** Longer than the transaction of a change stays open after its audit row has its number. */
const OVERLAP_MS = 5_000;

/**
 * Tells the sockets of which homes the record has changed (door code, residents, contacts, devices): whoever reads it
 * out to a helper must not read what was true yesterday. Asked of the audit trail, in which every such change stands,
 * whoever made it; a second is soon enough, and what is read from the database cannot be lost on the way.
 */
export function startRecordFeed({ store, emit, logger }: RecordFeedOptions): { stop: () => Promise<void> } {
  const sent = new LRUCache<string, string>({ max: 10_000 });
  /** the newest row of the trail when it was looked, the oldest look first */
  let heads: { at: number; id: string }[] = [];
  let running: Promise<void> | undefined;
  let failing = false;

  const look = async (): Promise<void> => {
    const at = performance.now();
    try {
      const id = await lastAuditId(store);
      const [from] = heads;
      // What is in the trail at the first look was changed before anybody here could have read it.
      for (const { auditId, home } of from ? await findChangedRecords(store, from.id) : []) {
        if (sent.get(home.id) === auditId) continue;
        await emit(home);
        sent.set(home.id, auditId);
      }
      heads.push({ at, id });
      const old = heads.findLastIndex((head) => head.at <= at - OVERLAP_MS);
      heads = heads.slice(Math.max(0, old));
      failing = false;
    } catch (error) {
      if (!failing)
        logger.warn({ err: error }, 'changes of the homes on record cannot be read, will try again');
      failing = true;
    }
  };
  const lookOnce = () => {
    running ??= look().finally(() => {
      running = undefined;
    });
  };
  lookOnce();
  const timer = setInterval(lookOnce, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
