/**
 * Joins single questions into one query: after a power cut thousands of devices ask within a second.
 * What is asked while a query runs is the next one; at most `parallel` run at once.
 * @returns a lookup that rejects with the query's error
 */
export function createBatchLookup<Answer>(options: {
  fetch: (keys: readonly string[]) => Promise<ReadonlyMap<string, Answer>>;
  maxKeys: number;
  parallel: number;
}): (key: string) => Promise<Answer | undefined> {
  type Waiter = { resolve: (answer: Answer | undefined) => void; reject: (error: unknown) => void };
  const waiting = new Map<string, Waiter[]>();
  let running = 0;
  let scheduled = false;

  function schedule(): void {
    if (scheduled || running >= options.parallel || waiting.size === 0) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      void run();
    });
  }

  async function run(): Promise<void> {
    const batch = new Map([...waiting].slice(0, options.maxKeys));
    for (const key of batch.keys()) waiting.delete(key);
    running += 1;
    try {
      schedule();
      const answers = await options.fetch([...batch.keys()]);
      for (const [key, waiters] of batch) for (const { resolve } of waiters) resolve(answers.get(key));
    } catch (error) {
      for (const waiters of batch.values()) for (const { reject } of waiters) reject(error);
    } finally {
      running -= 1;
      schedule();
    }
  }

  return (key) =>
    new Promise((resolve, reject) => {
      const waiters = waiting.get(key);
      if (waiters) waiters.push({ resolve, reject });
      else waiting.set(key, [{ resolve, reject }]);
      schedule();
    });
}
