import { sql } from 'kysely';
import type { Priority } from '../contracts/alarm.ts';
import type { Channel } from '../contracts/notification.ts';
import type { Store } from './open-store.ts';

/** A queue's clock and the database's may differ by this much, ms. */
export const EARLY_MS = 500;
/** A worker that has had a notification in hand for longer than this has died with it, ms. Longer than any attempt takes. */
const CLAIM_MS = 30_000;

/** The provider has taken it, or it has arrived. What was reported or answered meanwhile stays. */
export async function finishNotification(
  store: Store,
  ids: readonly string[],
  { state, providerId }: { state: 'sent' | 'delivered'; providerId: string | undefined },
  now: number,
): Promise<void> {
  await store
    .updateTable('notifications')
    .set({
      state: sql`case when state = 'sending' then ${state} else state end`,
      sent_at: new Date(now),
      finished_at: new Date(now),
      provider_id: providerId ?? null,
      code: null,
      reason: null,
    })
    .where('id', 'in', ids)
    .execute();
}

export interface Waiting {
  id: string;
  channel: Channel;
  priority: Priority;
  attempts: number;
  dueAt: number;
}

/**
 * Notifications that should have gone out and are in nobody's hands: their job was lost with the queue, or a worker
 * died with one. The latter are put back first: who was perhaps called is called again rather than not at all.
 * @param now epoch ms; `overdueMs` leaves the punctual ones to the queue
 */
export async function findWaiting(
  store: Store,
  now: number,
  { channel, limit, overdueMs }: { channel: Channel; limit: number; overdueMs: number },
): Promise<Waiting[]> {
  await sql`update notifications set state = 'queued', due_at = ${new Date(now - overdueMs)}
            where state = 'sending' and channel = ${channel} and claimed_at < ${new Date(now - CLAIM_MS)}`.execute(
    store,
  );
  const rows = await store
    .selectFrom('notifications')
    .select(['id', 'channel', 'priority', 'attempts', 'due_at'])
    .where(sql<boolean>`state in ('queued', 'sending')`)
    .where('state', '=', 'queued')
    .where('channel', '=', channel)
    .where('due_at', '<=', new Date(now - overdueMs))
    .orderBy('priority')
    .orderBy('due_at')
    .limit(limit)
    .execute();
  return rows.map(({ due_at: dueAt, ...row }) => ({ ...row, dueAt: dueAt.getTime() }));
}

/** The notifications of an incident that wait to go out now. */
export async function findWaitingOf(store: Store, incidentId: string, now: number): Promise<Waiting[]> {
  const rows = await store
    .selectFrom('notifications')
    .select(['id', 'channel', 'priority', 'attempts', 'due_at'])
    .where('incident_id', '=', incidentId)
    .where('state', '=', 'queued')
    .where('due_at', '<=', new Date(now + EARLY_MS))
    .execute();
  return rows.map(({ due_at: dueAt, ...row }) => ({ ...row, dueAt: dueAt.getTime() }));
}
