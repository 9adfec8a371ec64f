/**
 * Does something every `everyMs`, never twice at once; after a run that took long it rests for `rest` times as long,
 * so that the load of many is bounded.
 * @param run must not reject
 */
export function startRestfulPoll(options: { run: () => Promise<void>; everyMs: number; rest: number }): {
  /** Does it at once, unless it is at it. */
  now: () => void;
  stop: () => void;
} {
  const { run, everyMs, rest } = options;
  let running = false;
  let stopped = false;
  let timer = setTimeout(now, everyMs);

  function now(): void {
    if (running || stopped) return;
    running = true;
    clearTimeout(timer);
    const started = performance.now();
    void run().then(() => {
      running = false;
      if (!stopped) timer = setTimeout(now, Math.max(everyMs, (performance.now() - started) * rest));
    });
  }

  return {
    now,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
