/** What is known of the sweeper. Moments are ms of a clock that only goes forward. */
export interface SweepHeard {
  /** whether the database answered the last time it was asked: without it nobody can hear the sweeper */
  answering: boolean;
  /** when it was last heard, or since when it could have been */
  heardAt: number;
  /** heard at all since the watchdog started */
  everHeard: boolean;
}

/** A heartbeat this old is silence, ms. */
export const SWEEP_SILENT_MS = 10_000;

/**
 * One look at the heartbeats of the sweeping processes. The newest counts. One that is as far in the future is from
 * before somebody set the database's clock back, and proves nothing; time in which the database was away is not held
 * against the sweeper, which needs it too.
 * @param agesMs by the database's clock; undefined when it did not answer
 * @param now ms of a clock that only goes forward
 */
export function hearSweep(
  before: SweepHeard,
  agesMs: readonly number[] | undefined,
  now: number,
): SweepHeard {
  if (agesMs === undefined) return { ...before, answering: false };
  const fresh = agesMs.filter((age) => Math.abs(age) < SWEEP_SILENT_MS);
  const heardAt = Math.max(
    before.heardAt,
    ...(before.answering ? [] : [now]),
    ...fresh.map((age) => now - Math.max(0, age)),
  );
  return { answering: true, heardAt, everHeard: before.everHeard || fresh.length > 0 };
}
