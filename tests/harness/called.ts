import type { Channel, NotificationState, Purpose } from '../../contracts/notification.ts';
import { newId } from '../../store/new-id.ts';
import type { Store } from '../../store/open-store.ts';

/** Somebody was called about an incident: the notification as escalation and delivery leave it. */
export async function called(
  store: Store,
  to: {
    incidentId: string;
    contactId: string;
    name?: string;
    channel?: Channel;
    fallbacks?: Channel[];
    state?: NotificationState;
    purpose?: Purpose;
    round?: number;
    providerId?: string;
    kind?: 'contact' | 'user' | 'webhook';
    at?: number;
  },
): Promise<string> {
  const id = newId();
  // A second ago: the platform counts by the database's clock, which may differ from this process's by a moment.
  const at = new Date(to.at ?? Date.now() - 1_000);
  const left = to.state !== 'queued';
  await store
    .insertInto('notifications')
    .values({
      id,
      incident_id: to.incidentId,
      purpose: to.purpose ?? 'alarm',
      round: to.round ?? 0,
      priority: 1,
      recipient_kind: to.kind ?? 'contact',
      recipient_id: to.contactId,
      recipient_name: to.name ?? 'Somebody',
      person: 'family',
      channel: to.channel ?? 'sms',
      fallbacks: to.fallbacks ?? [],
      state: to.state ?? 'sent',
      created_at: at,
      due_at: at,
      claimed_at: left ? at : null,
      sent_at: left ? at : null,
      provider_id: to.providerId ?? null,
    })
    .execute();
  return id;
}
