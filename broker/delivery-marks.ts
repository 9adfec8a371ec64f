import { LRUCache } from 'lru-cache';

export interface DeliveryMarks {
  /** The device has acknowledged it at `at`, epoch ms. */
  add: (id: string, at: number) => void;
  /** Whether it was acknowledged here, though a query that began before may still call it pending. */
  has: (id: string) => boolean;
  /** The last statement went wrong, and none has gone well since. */
  isFailing: () => boolean;
  /** Tries again what failed. */
  retry: () => void;
  /** Resolves when everything is written, or after `graceMs`. */
  stop: (graceMs: number) => Promise<void>;
}

const BATCH = 1_000;
/** Longer than any query of ours may take (store/open-store.ts). */
const REMEMBERED_MS = 60_000;

/** Writes down which commands arrived: what comes in while one statement runs is the next one. */
export function createDeliveryMarks(options: {
  write: (delivered: { id: string; at: Date }[]) => Promise<void>;
  onWritten: () => void;
  onFailure: (error: unknown) => void;
}): DeliveryMarks {
  const unwritten = new Map<string, Date>();
  const written = new LRUCache<string, true>({ max: 100_000, ttl: REMEMBERED_MS });
  let running: Promise<void> | undefined;
  let failing = false;

  async function run(): Promise<void> {
    // What arrives with the same bytes, and from the other sockets of this turn, is one statement.
    await new Promise((resolve) => setImmediate(resolve));
    while (unwritten.size > 0) {
      const batch = [...unwritten].slice(0, BATCH);
      try {
        await options.write(batch.map(([id, at]) => ({ id, at })));
      } catch (error) {
        failing = true;
        return options.onFailure(error);
      }
      failing = false;
      for (const [id] of batch) {
        unwritten.delete(id);
        written.set(id, true);
      }
      options.onWritten();
    }
  }

  function start(): void {
    if (unwritten.size === 0) return;
    running ??= run().finally(() => (running = undefined));
  }

  return {
    add: (id, at) => {
      unwritten.set(id, new Date(at));
      start();
    },
    has: (id) => unwritten.has(id) || written.has(id),
    isFailing: () => failing,
    retry: start,
    stop: async (graceMs) => {
      start();
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, graceMs)));
      await Promise.race([running, late]);
      clearTimeout(timer);
    },
  };
}
