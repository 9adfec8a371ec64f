import { sql } from 'kysely';
import { writeAudit } from './audit.ts';
import type { Store } from './open-store.ts';

/**
 * Moves everything that is due by the step that the database's clock has made, so that thirty seconds stay thirty
 * seconds. Done once however many processes notice: the sum of steps that they saw must still stand.
 * @returns false when another process was first
 */
export async function shiftDeadlines(store: Store, step: { ms: number; total: number }): Promise<boolean> {
  return store.transaction().execute(async (trx) => {
    const { numAffectedRows } = await sql`
      update clock_steps set total_ms = total_ms + ${step.ms} where total_ms = ${step.total}`.execute(trx);
    if (numAffectedRows !== 1n) return false;
    const by = sql`${step.ms} * interval '1 millisecond'`;
    await sql`update deadlines set due_at = due_at + ${by}, set_at = set_at + ${by}`.execute(trx);
    await sql`update incidents set lease_until = lease_until + ${by}, acknowledged_at = acknowledged_at + ${by}
              where state <> 'resolved' and lease_until is not null`.execute(trx);
    await sql`update notifications set due_at = due_at + ${by}, claimed_at = claimed_at + ${by}
              where state in ('queued', 'sending')`.execute(trx);
    await writeAudit(trx, [
      { actor: 'system', action: 'clock.stepped', subject: 'clock:database', detail: { ms: step.ms } },
    ]);
    return true;
  });
}
