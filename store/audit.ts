import type { Transaction } from 'kysely';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

export interface AuditRow {
  /** now when not given */
  at?: Date;
  /** user id, or `system` */
  actor: string;
  /** `thing.what_happened` */
  action: string;
  /** `thing:id` */
  subject: string;
  homeId?: string;
  detail?: Record<string, unknown>;
}

/** Writes audit rows; inside a transaction together with what they tell of. */
export async function writeAudit(
  store: Store | Transaction<Tables>,
  rows: readonly AuditRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await store
    .insertInto('audit')
    .values(
      rows.map((row) => ({
        at: row.at ?? new Date(),
        actor: row.actor,
        action: row.action,
        subject: row.subject,
        home_id: row.homeId ?? null,
        detail: JSON.stringify(row.detail ?? {}),
      })),
    )
    .execute();
}
