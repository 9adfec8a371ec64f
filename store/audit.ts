import type { Store } from './open-store.ts';

/** Something that was done, or refused, and by whom. */
export interface AuditRow {
  at: Date;
  /** user id, `device:{id}` or `system` */
  actor: string;
  /** `noun.verb`, e.g. `mqtt.topic_refused` */
  action: string;
  /** `noun:{id}` of what it was done to */
  subject: string;
  homeId?: string;
  detail: Record<string, unknown>;
}

/** Adds rows to the audit trail. */
export async function writeAudit(store: Store, rows: readonly AuditRow[]): Promise<void> {
  if (rows.length === 0) return;
  await store
    .insertInto('audit')
    .values(
      rows.map((row) => ({
        at: row.at,
        actor: row.actor,
        action: row.action,
        subject: row.subject,
        home_id: row.homeId ?? null,
        detail: JSON.stringify(row.detail),
      })),
    )
    .execute();
}
