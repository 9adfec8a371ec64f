import type { Processes } from '../side-by-side/meter.ts';

/** A broker that takes part, and what it is made of. */
export interface RunningContestant {
  port: number;
  /** what it is called in the table → process ids; `broker` is what holds the connections */
  processes: Processes & { broker: readonly number[] };
  /** how many messages its consumer has had so far; absent where nobody consumes */
  delivered?: () => Promise<number>;
  versions: Readonly<Record<string, string>>;
}
