import { LRUCache } from 'lru-cache';
import type { DeviceCredentials } from '../store/devices.ts';
import { createBatchLookup } from './batch-lookup.ts';

export interface CredentialsOptions {
  /** many at once; unknown ids are left out */
  find: (ids: readonly string[]) => Promise<DeviceCredentials[]>;
  now?: () => number;
}

export interface Credentials {
  /**
   * A device's credentials, undefined when there is no such device.
   * @param freshMs how old a remembered answer may be, ms
   * @throws the database's error, only for a device that is not remembered: those that were here before
   *   get in while the database is away
   */
  of: (id: string, freshMs?: number) => Promise<DeviceCredentials | undefined>;
  /** Something about the device has changed. */
  forget: (id: string) => void;
  forgetAll: () => void;
  /** the last query's error; undefined when it went well */
  problem: () => Error | undefined;
}

const KNOWN_FRESH_MS = 60_000;
/** Short, so that nobody waits long for a device that has just been registered, should the news be lost. */
const UNKNOWN_FRESH_MS = 3_000;
const REMEMBERED = 200_000;

interface Remembered {
  credentials: DeviceCredentials | undefined;
  at: number;
}

/** Remembers who may connect, and asks for many at once. */
export function createCredentials({ find, now = Date.now }: CredentialsOptions): Credentials {
  const remembered = new LRUCache<string, Remembered>({ max: REMEMBERED });
  /** changed while a query ran that may have read the old row; per id, the newest change */
  let changes = 0;
  const changedAt = new LRUCache<string, number>({ max: REMEMBERED });
  let allChangedAt = 0;
  let problem: Error | undefined;
  const ask = createBatchLookup<DeviceCredentials>({
    fetch: async (ids) => {
      try {
        const rows = await find(ids);
        problem = undefined;
        return new Map(rows.map((row) => [row.id, row]));
      } catch (error) {
        problem = error instanceof Error ? error : new Error(String(error));
        throw error;
      }
    },
    maxKeys: 1_000,
    parallel: 2,
  });

  async function lookUp(id: string): Promise<DeviceCredentials | undefined> {
    for (;;) {
      const asked = changes;
      const credentials = await ask(id);
      if (allChangedAt > asked || (changedAt.get(id) ?? 0) > asked) continue;
      remembered.set(id, { credentials, at: now() });
      return credentials;
    }
  }

  return {
    of: async (id, freshMs) => {
      const known = remembered.get(id);
      if (known !== undefined) {
        const fresh = freshMs ?? (known.credentials ? KNOWN_FRESH_MS : UNKNOWN_FRESH_MS);
        if (now() - known.at < fresh) return known.credentials;
      }
      try {
        return await lookUp(id);
      } catch (error) {
        if (known?.credentials !== undefined && remembered.get(id) === known) return known.credentials;
        throw error;
      }
    },
    forget: (id) => {
      remembered.delete(id);
      changedAt.set(id, ++changes);
    },
    forgetAll: () => {
      // Old answers stay as what one falls back on while the database is away, but none counts as fresh.
      for (const entry of remembered.values()) entry.at = -Infinity;
      allChangedAt = ++changes;
    },
    problem: () => problem,
  };
}
