import { sql } from 'kysely';
import type { Priority } from '../contracts/alarm.ts';
import type { Channel } from '../contracts/notification.ts';
import type { Store } from './open-store.ts';

/** A queue's clock and the database's may differ by this much, ms. */
export const EARLY_MS = 500;
/** A worker that has had a notification in hand for longer than this has died with it, ms. Longer than any attempt takes. */
const CLAIM_MS = 30_000;

/** What became of some notifications that were one message. */
export interface Finished {
  ids: readonly string[];
  state: 'sent' | 'delivered';
  providerId: string | undefined;
}

/** The provider has taken it, or it has arrived. What was reported or answered meanwhile stays. */
export async function finishNotification(
  store: Store,
  ids: readonly string[],
  { state, providerId }: Omit<Finished, 'ids'>,
  now: number,
): Promise<void> {
  await finishNotifications(store, [{ ids, state, providerId }], now);
}

/** The same for many messages in one statement. */
export async function finishNotifications(
  store: Store,
  finished: readonly Finished[],
  now: number,
): Promise<void> {
  const at = new Date(now);
  const rows = finished.flatMap(({ ids, state, providerId }) =>
    ids.map((id) => ({ id, state, provider_id: providerId ?? null })),
  );
  await sql`
    update notifications n set
      state = case when n.state = 'sending' then f.state else n.state end,
      sent_at = ${at}, finished_at = ${at}, provider_id = f.provider_id, code = null, reason = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as f (id uuid, state text, provider_id text)
    where n.id = f.id`.execute(store);
}

export interface Waiting {
  id: string;
  channel: Channel;
  priority: Priority;
  attempts: number;
  dueAt: number;
}

/**
 * Notifications that should have gone out and are in nobody's hands: their job was lost with the queue.
 * @param now epoch ms; `overdueMs` leaves the punctual ones to the queue
 */
export async function findWaiting(
  store: Store,
  now: number,
  { channel, limit, overdueMs }: { channel: Channel; limit: number; overdueMs: number },
): Promise<Waiting[]> {
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

/** A notification that a worker took in hand long ago. */
export interface OldClaim {
  id: string;
  attempts: number;
}

/** What has been in somebody's hands for longer than any attempt takes, by the clock. */
export async function findOldClaims(store: Store, now: number): Promise<OldClaim[]> {
  return store
    .selectFrom('notifications')
    .select(['id', 'attempts'])
    .where(sql<boolean>`state in ('queued', 'sending')`)
    .where('state', '=', 'sending')
    .where('claimed_at', '<', new Date(now - CLAIM_MS))
    .execute();
}

/** Puts it back: who was perhaps called is called again rather than not at all. */
export async function putBack(store: Store, { id, attempts }: OldClaim, now: number): Promise<void> {
  await store
    .updateTable('notifications')
    .set({ state: 'queued', due_at: new Date(now) })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .where('attempts', '=', attempts)
    .execute();
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
