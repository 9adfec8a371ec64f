import { LRUCache } from 'lru-cache';
import type { Principal } from '../contracts/people.ts';
import type { Store } from '../store/open-store.ts';
import { readPrincipal } from '../store/sessions.ts';

/** A role or area taken away by another console process takes effect within this time, ms; by this one at once. */
const FRESH_MS = 2_000;

export interface Principals {
  read: (userId: string) => Promise<Principal | undefined>;
  forget: (userId: string) => void;
}

/** Who users are, re-read from the database every few seconds. */
export function createPrincipals(store: Store): Principals {
  const known = new LRUCache<string, Principal>({ max: 10_000, ttl: FRESH_MS });
  return {
    read: async (userId) => {
      const cached = known.get(userId);
      if (cached) return cached;
      const principal = await readPrincipal(store, userId);
      if (principal) known.set(userId, principal);
      return principal;
    },
    forget: (userId) => void known.delete(userId),
  };
}
