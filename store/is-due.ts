import { sql, type RawBuilder } from 'kysely';

/** A deadline written further ahead of now than this was written by a clock that has gone backwards since, ms. */
const CLOCK_TOLERANCE_MS = 5_000;

/**
 * Whether a deadline row is due. One that claims to have been set in the future is due as well: its clock was wrong
 * or has been set back, and calling too early is the lesser evil.
 * @param now epoch ms
 */
export function isDue(now: number): RawBuilder<boolean> {
  return sql<boolean>`(due_at <= ${new Date(now)} or set_at > ${new Date(now + CLOCK_TOLERANCE_MS)})`;
}
