import type { Notification } from '../contracts/notification.ts';
import type { Store } from './open-store.ts';

/**
 * What people were told of an incident, or are about to be, oldest first; of many the newest: one that nobody takes
 * calls all night.
 */
export async function readNotifications(
  store: Store,
  incidentId: string,
  limit: number,
): Promise<Notification[]> {
  const rows = await store
    .selectFrom('notifications')
    .selectAll()
    .where('incident_id', '=', incidentId)
    .orderBy('created_at', 'desc')
    .orderBy('round', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.reverse().map((row) => ({
    id: row.id,
    incidentId: row.incident_id,
    purpose: row.purpose,
    round: row.round,
    recipient: {
      kind: row.recipient_kind,
      id: row.recipient_id,
      name: row.recipient_name,
      person: row.person,
    },
    channel: row.channel,
    state: row.state,
    attempts: row.attempts,
    createdAt: row.created_at.toISOString(),
    ...(row.sent_at && { sentAt: row.sent_at.toISOString() }),
    ...(row.code !== null && { code: row.code }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.answer !== null && { answer: row.answer }),
  }));
}
