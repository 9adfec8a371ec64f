import type { Store } from './open-store.ts';

/**
 * What this recipient was told about this incident before and took, oldest first: a dispatch system that gets an
 * update or an end must know of what (CAP 1.2, `references`).
 * @param before the notification that is about to go out
 */
export async function readEarlier(
  store: Store,
  before: { id: string; incidentId: string; recipientId: string },
): Promise<{ id: string; createdAt: string }[]> {
  const rows = await store
    .selectFrom('notifications')
    .select(['id', 'created_at'])
    .where('incident_id', '=', before.incidentId)
    .where('recipient_id', '=', before.recipientId)
    .where('id', '<>', before.id)
    .where('state', 'in', ['sent', 'delivered'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id, created_at: at }) => ({ id, createdAt: at.toISOString() }));
}
