import { sql } from 'kysely';
import type { Priority } from '../contracts/alarm.ts';
import type { Channel, Purpose, Recipient } from '../contracts/notification.ts';
import type { Store } from './open-store.ts';

/** A notification that this process has in hand. */
export interface Claimed {
  id: string;
  incidentId: string;
  purpose: Purpose;
  priority: Priority;
  recipient: Recipient;
  channel: Channel;
  /** this one included */
  attempts: number;
  createdAt: Date;
  takenBy: string | undefined;
}

/** A queue's clock and the database's may differ by this much, ms. */
const EARLY_MS = 500;
/** A worker that has had a notification in hand for longer than this has died with it, ms. Longer than any attempt takes. */
const CLAIM_MS = 30_000;

/**
 * Takes a notification in hand, if it is still wanted: queued, due, and, where it asks for help, for an incident that
 * nobody has. This is the last look before a call: what is accepted a moment earlier is not called any more.
 *
 * A technical one brings along all others that wait for the same reader on the same channel: one message a day.
 * @returns none when another worker has it, or nobody needs it any more
 */
export async function claimNotification(store: Store, id: string, now: number): Promise<Claimed[]> {
  const first = await claim(store, sql`n.id = ${id}`, now);
  const [one] = first;
  if (one === undefined) await cancelUnwanted(store, id, now);
  if (one?.priority !== 3) return first;
  const same = sql`n.priority = 3 and n.recipient_id = ${one.recipient.id} and n.channel = ${one.channel}
                   and n.purpose = ${one.purpose}`;
  return [...first, ...(await claim(store, same, now))];
}

/** What nobody needs any more must not be looked at again every second. */
async function cancelUnwanted(store: Store, id: string, now: number): Promise<void> {
  await sql`
    update notifications n set state = 'cancelled', finished_at = ${new Date(now)}
    from incidents i where i.id = n.incident_id and n.id = ${id} and n.state = 'queued' and not ${WANTED}`.execute(
    store,
  );
}

interface Row {
  id: string;
  incident_id: string;
  purpose: Purpose;
  priority: Priority;
  recipient_kind: Recipient['kind'];
  recipient_id: string;
  recipient_name: string;
  person: string;
  channel: Channel;
  attempts: number;
  created_at: Date;
  taken_by: string | null;
}

/** The same as stillWanted, for the database. */
const WANTED = sql<boolean>`case n.purpose
  when 'alarm' then i.state = 'open'
  when 'stand_down' then i.state not in ('open', 'resolved')
  when 'closed' then i.state = 'resolved'
  else i.state <> 'resolved' end`;

async function claim(store: Store, which: ReturnType<typeof sql>, now: number): Promise<Claimed[]> {
  const { rows } = await sql<Row>`
    update notifications n set state = 'sending', attempts = n.attempts + 1, claimed_at = ${new Date(now)}
    from incidents i
    where i.id = n.incident_id and ${which} and n.state = 'queued' and n.due_at <= ${new Date(now + EARLY_MS)}
      and ${WANTED}
    returning n.id, n.incident_id, n.purpose, n.priority, n.recipient_kind, n.recipient_id, n.recipient_name,
              n.person, n.channel, n.attempts, n.created_at, n.taken_by`.execute(store);
  return rows.map((row) => ({
    id: row.id,
    incidentId: row.incident_id,
    purpose: row.purpose,
    priority: row.priority,
    recipient: {
      kind: row.recipient_kind,
      id: row.recipient_id,
      name: row.recipient_name,
      person: row.person,
    },
    channel: row.channel,
    attempts: row.attempts,
    createdAt: row.created_at,
    takenBy: row.taken_by ?? undefined,
  }));
}

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
