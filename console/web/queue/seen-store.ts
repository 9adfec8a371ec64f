/** How many of an incident's alarms this operator has had before them. */
export type Seen = ReadonlyMap<string, number>;

export interface SeenStore {
  read: () => Seen;
  /** @param alarms how many it had when it was opened */
  note: (id: string, alarms: number) => void;
  subscribe: (listener: () => void) => () => void;
}

/** More than anybody opens in a shift. */
const KEPT = 1_000;

/** What one person has opened since they logged in on this computer; survives a reload, not the end of the session. */
export function createSeenStore(storage: Pick<Storage, 'getItem' | 'setItem'>, key: string): SeenStore {
  const listeners = new Set<() => void>();
  let seen = parse(storage.getItem(key));
  return {
    read: () => seen,
    note(id, alarms) {
      if (seen.get(id) === alarms) return;
      const next = new Map(seen);
      next.delete(id);
      next.set(id, alarms);
      seen = new Map([...next].slice(-KEPT));
      storage.setItem(key, JSON.stringify([...seen]));
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What cannot be read is nothing seen: a mark too many, never one too few. */
function parse(text: string | null): Seen {
  if (text === null) return new Map();
  try {
    const stored: unknown = JSON.parse(text);
    return new Map(Array.isArray(stored) ? stored.filter(isEntry) : []);
  } catch {
    return new Map();
  }
}

function isEntry(value: unknown): value is [string, number] {
  return Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'number';
}
