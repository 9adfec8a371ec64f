import { pollUntil } from './poll-until.ts';
import type { Running } from './program.ts';

export interface PrivateStoreOptions {
  /** Holds everything of this store: data, configuration, password, port. */
  dir: string;
  /** Insist on this port (a restart); without it the last one is kept while it is free. */
  port?: number;
  pidFile?: string;
  onLine?: (line: string) => void;
}

/** A private Redis, PostgreSQL or InfluxDB that answers on loopback. */
export interface PrivateStore extends Running {
  readonly url: string;
  readonly port: number;
}

/** Crash recovery of a large store takes minutes, so the wait is long; it ends at once if the process dies. */
export async function waitUntilItAnswers(store: Running, answers: () => Promise<boolean>): Promise<void> {
  const failed = store.exited.then(
    (why) =>
      new Error(`${store.name} ended while starting (${why}). It said:\n${store.lastLines().join('\n')}`),
  );
  try {
    await pollUntil(answers, { timeoutMs: 600_000, failed });
  } catch (error) {
    await store.stop();
    throw error;
  }
}
