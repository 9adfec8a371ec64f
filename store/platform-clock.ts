import { sql } from 'kysely';
import type { Store } from './open-store.ts';

export interface PlatformClock {
  /** epoch ms by the database's clock, carried on between two looks by a clock that cannot be set */
  now: () => number;
  /** looks at the database's clock now; a step of it is dealt with before this resolves */
  look: () => Promise<void>;
  stop: () => void;
}

export interface ClockOptions {
  /** one reading of the database: its time and the sum of the steps that deadlines were moved for, ms */
  read: () => Promise<ClockReading>;
  /** called when the clock was stepped and nobody has dealt with it yet; says whether it was dealt with */
  onStep?: (step: { ms: number; total: number }) => Promise<boolean>;
  /** ms that only ever go forward; `performance.now` */
  monotonic: () => number;
  /** ms that go forward while the machine is suspended as well; `os.uptime`. Without it, `monotonic` */
  uptime?: () => number;
  everyMs?: number;
}

export interface ClockReading {
  at: number;
  total: number;
}

/** A difference below this is the network's, not the clock's, ms. */
const STEP_MS = 2_000;

/**
 * One clock for all processes: the database's. Deadlines are compared with it and not with the clock of the machine
 * that happens to look, and a step of the database's own clock (somebody sets it, NTP corrects it) is noticed by
 * holding it against a clock that cannot be set. A database that is away leaves the last look in force.
 */
export function startPlatformClock({
  read,
  onStep,
  monotonic,
  uptime = monotonic,
  everyMs = 1_000,
}: ClockOptions): PlatformClock {
  let last: (ClockReading & { mono: number; up: number }) | undefined;

  const look = async (): Promise<void> => {
    const before = monotonic();
    const reading = await read();
    const mono = monotonic();
    const up = uptime();
    // The database looked at its clock some time between asking and answering.
    const at = reading.at + (mono - before) / 2;
    if (last !== undefined && onStep !== undefined) {
      const moved = at - last.at - (up - last.up);
      const dealtWith = reading.total - last.total;
      const step = Math.round(moved - dealtWith);
      const least = STEP_MS + (mono - before);
      // Only what this process has seen move itself: else two that see differently would undo each other for ever.
      if (Math.abs(moved) >= least && Math.abs(step) >= least) {
        // Another process may be dealing with it: the next look sees the new sum, or tries again.
        if (!(await onStep({ ms: step, total: reading.total }))) return;
        reading.total += step;
      }
    }
    last = { at, total: reading.total, mono, up };
  };

  const timer = setInterval(() => void look().catch(() => undefined), everyMs);
  return {
    now: () => Math.round(last === undefined ? Date.now() : last.at + monotonic() - last.mono),
    look,
    stop: () => clearInterval(timer),
  };
}

/** The clock of this database. */
export function readDatabaseClock(store: Store): () => Promise<ClockReading> {
  return async () => {
    const result = await sql<{ at: Date; total: string }>`
      select clock_timestamp() as at, total_ms as total from clock_steps`.execute(store);
    const row = result.rows[0];
    if (row === undefined)
      throw new Error('the table clock_steps has lost its row: run the migrations again');
    return { at: row.at.getTime(), total: Number(row.total) };
  };
}
