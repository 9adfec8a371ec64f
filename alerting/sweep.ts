import type { Logger } from '../service/create-logger.ts';

export interface SweepOptions {
  /** what is looked for, each in a loop of its own: one that is slow or fails holds up no other */
  parts: Readonly<Record<string, () => Promise<void>>>;
  /** the parts that must come through for the sweep to be alive; the others wait for providers */
  vital: readonly string[];
  /** told after each round in which the vital parts all came through lately: the sweep is alive */
  beat: () => Promise<void>;
  logger: Logger;
  everyMs: number;
}

export interface Sweep {
  /** how long ago the slowest vital part last came through, ms; undefined before all of them have once */
  age: () => number | undefined;
  stop: () => Promise<void>;
}

/** A part that has not come through for this long is stuck, ms. */
const STUCK_MS = 5_000;

/**
 * Looks again and again for what is overdue and does it. Deadlines are rows, so a sweep that failed or a process that
 * died loses nothing: the next look, here or in another process, finds the same rows. Needs the database and nothing
 * else (docs/escalation.md).
 */
export function startSweep({ parts, vital, beat, logger, everyMs }: SweepOptions): Sweep {
  const names = Object.keys(parts);
  const done = new Map<string, number>();
  const running = new Map<string, Promise<void>>();
  const failing = new Set<string>();

  const run = async (name: string): Promise<void> => {
    try {
      await parts[name]?.();
      done.set(name, performance.now());
      if (failing.delete(name)) logger.info({ part: name }, 'this part of the sweep works again');
    } catch (error) {
      if (!failing.has(name))
        logger.warn({ err: error, part: name }, 'a part of the sweep failed, will look again');
      failing.add(name);
    }
  };
  const age = (): number | undefined => {
    const times = vital.flatMap((name) => done.get(name) ?? []);
    return times.length < vital.length ? undefined : performance.now() - Math.min(...times);
  };
  const start = (name: string, work: () => Promise<void>): void => {
    if (running.has(name)) return;
    running.set(
      name,
      work().finally(() => running.delete(name)),
    );
  };

  const look = (): void => {
    for (const name of names) start(name, () => run(name));
    const old = age();
    if (old !== undefined && old < STUCK_MS) {
      start('', () => beat().catch((error: unknown) => logger.debug({ err: error }, 'no heartbeat')));
    }
  };
  // At once: whoever was waiting for this process has waited long enough.
  look();
  const timer = setInterval(look, everyMs);
  return {
    age,
    stop: async () => {
      clearInterval(timer);
      await Promise.all(running.values());
    },
  };
}
