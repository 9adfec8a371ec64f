import { LRUCache } from 'lru-cache';
import { findAreaPaths } from '../store/areas.ts';
import type { Store } from '../store/open-store.ts';

/** An area and those above it, looked up at most every 10 s: every update asks for one. */
export function areaPaths(store: Store): (areaId: string) => Promise<string[]> {
  const paths = new LRUCache<string, string[]>({ max: 50_000, ttl: 10_000, allowStale: true });
  return async (areaId) => {
    const fresh = paths.get(areaId, { allowStale: false });
    if (fresh) return fresh;
    const found = (await findAreaPaths(store, [areaId])).get(areaId) ?? [areaId];
    paths.set(areaId, found);
    return found;
  };
}
