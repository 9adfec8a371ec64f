export interface BatchOptions<Item, Result> {
  /** does them together; the outcome of each, in their order */
  work: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Result>[]>;
  /** items in one batch at most */
  most: number;
  /** batches worked on at once */
  atOnce: number;
  /** lower goes first; without it they go as they came */
  rankOf?: (item: Item) => number;
  /** waited for before each batch */
  before?: () => Promise<unknown>;
}

export interface Batches<Item, Result> {
  /** resolves or rejects with what became of this item */
  add: (item: Item) => Promise<Result>;
  /** Rejects what still waits; resolves when what is being worked on is done. */
  stop: () => Promise<void>;
}

interface Waiting<Item, Result> {
  item: Item;
  resolve: (result: Result) => void;
  reject: (reason: unknown) => void;
}

/**
 * Group commit: what comes while a batch is being worked on is the next one. A single item on an idle machine is a
 * batch of one and waits for nobody; thousands at once share their round trips and their writes to disk.
 */
export function inBatches<Item, Result>(options: BatchOptions<Item, Result>): Batches<Item, Result> {
  const { work, most, atOnce, rankOf = () => 0, before } = options;
  const waiting = new Map<number, Waiting<Item, Result>[]>();
  const ended: (() => void)[] = [];
  let running = 0;
  let scheduled = false;

  const schedule = (): void => {
    if (scheduled || running >= atOnce || waiting.size === 0) return;
    scheduled = true;
    running += 1;
    // After this turn of the loop: what one packet brings is one batch.
    setImmediate(() => void run());
  };

  const run = async (): Promise<void> => {
    await before?.().catch(() => undefined);
    scheduled = false;
    const batch = take();
    schedule();
    const results = await settle(batch);
    for (const [n, { resolve, reject }] of batch.entries()) {
      const result = results[n];
      if (result?.status === 'fulfilled') resolve(result.value);
      else reject(result?.reason ?? new Error('a batch has forgotten one of its items'));
    }
    running -= 1;
    if (running === 0) for (const wake of ended.splice(0)) wake();
    schedule();
  };

  const take = (): Waiting<Item, Result>[] => {
    const batch: Waiting<Item, Result>[] = [];
    for (const rank of [...waiting.keys()].sort((a, b) => a - b)) {
      const ofRank = waiting.get(rank) ?? [];
      batch.push(...ofRank.splice(0, most - batch.length));
      if (ofRank.length === 0) waiting.delete(rank);
      if (batch.length === most) break;
    }
    return batch;
  };

  const settle = async (
    batch: readonly Waiting<Item, Result>[],
  ): Promise<readonly PromiseSettledResult<Result>[]> => {
    try {
      return await work(batch.map(({ item }) => item));
    } catch (reason) {
      return batch.map(() => ({ status: 'rejected', reason }));
    }
  };

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        const rank = rankOf(item);
        const ofRank = waiting.get(rank);
        if (ofRank === undefined) waiting.set(rank, [{ item, resolve, reject }]);
        else ofRank.push({ item, resolve, reject });
        schedule();
      }),
    stop: async () => {
      for (const { reject } of [...waiting.values()].flat()) reject(new Error('stopped before it was begun'));
      waiting.clear();
      if (running > 0) await new Promise<void>((resolve) => ended.push(resolve));
    },
  };
}
