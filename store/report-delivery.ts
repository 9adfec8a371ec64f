import { sql, type Selectable, type Transaction } from 'kysely';
import type { Channel } from '../contracts/notification.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';
import { stillWanted } from './still-wanted.ts';

export interface Failure {
  /** of the notification */
  id: string;
  /** by a name that does not change: `timeout`, `busy`, a provider's code */
  code: string;
  /** one English sentence for people who run the platform; no address of a person, no secret */
  reason: string;
  /** epoch ms: the same channel is worth another attempt then; the next one begins now all the same */
  retryAt?: number | undefined;
}

/**
 * What became of a failure. `retrying`: the same channel again at `retryAt`; `failed`: given up. With either, `next` is
 * the row of the channel that comes after it, to be sent now. `dropped`: nobody wants it any more; `ignored`: it had
 * come to another end before.
 */
export type FailureOutcome =
  | { outcome: 'retrying' | 'failed'; next?: { id: string; channel: Channel } }
  | { outcome: 'dropped' | 'ignored' };

/**
 * It reached the person's device or ear. Never takes back an answer or an end.
 * @returns false when it was known, or the notification is unknown
 */
export async function reportDelivered(store: Store, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await store
    .updateTable('notifications')
    .set({ state: 'delivered', finished_at: new Date(now) })
    .where('id', '=', id)
    .where('state', 'in', ['sending', 'sent'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The same as failNotification, in a transaction of its own. */
export async function reportFailed(store: Store, failure: Failure, now: number): Promise<FailureOutcome> {
  return store.transaction().execute((trx) => failNotification(trx, failure, now));
}

/**
 * A channel has failed: the person's next channel begins at once, with the first failure and once, in the same
 * transaction (DOMAIN rule 5); this one is tried again where that is worth it.
 * The incident is held meanwhile, so that an acceptance comes wholly before or wholly after: what is inserted here is
 * either cancelled by it or not inserted at all.
 * @param now epoch ms
 */
export async function failNotification(
  trx: Transaction<Tables>,
  { id, code, reason, retryAt }: Failure,
  now: number,
): Promise<FailureOutcome> {
  const incident = await trx
    .selectFrom('incidents')
    .select('state')
    .where('id', '=', (eb) => eb.selectFrom('notifications').select('incident_id').where('id', '=', id))
    .forShare()
    .executeTakeFirst();
  const row = await trx
    .selectFrom('notifications')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (incident === undefined || row === undefined) return { outcome: 'ignored' };
  if (row.state !== 'queued' && row.state !== 'sending' && row.state !== 'sent')
    return { outcome: 'ignored' };

  const at = new Date(now);
  const wanted = stillWanted(row.purpose, incident.state) && !(await hasAnswered(trx, row));
  const write = (set: object) => trx.updateTable('notifications').set(set).where('id', '=', id).execute();
  if (!wanted) {
    await write({ state: 'failed', finished_at: at, code, reason });
    return { outcome: 'dropped' };
  }
  if (retryAt === undefined) await write({ state: 'failed', finished_at: at, code, reason, fallbacks: [] });
  else
    await write({
      state: 'queued',
      due_at: new Date(retryAt),
      claimed_at: null,
      code,
      reason,
      fallbacks: [],
    });
  const next = await tryNextChannel(trx, row, at);
  return { outcome: retryAt === undefined ? 'failed' : 'retrying', ...(next && { next }) };
}

type NotificationRow = Selectable<Tables['notifications']>;

/** Who has answered this round of calls by another channel needs no further one. */
async function hasAnswered(trx: Transaction<Tables>, row: NotificationRow): Promise<boolean> {
  if (row.purpose !== 'alarm' && row.purpose !== 'dispatch') return false;
  const answered = await trx
    .selectFrom('notifications')
    .select('id')
    .where('incident_id', '=', row.incident_id)
    .where('recipient_id', '=', row.recipient_id)
    .where('purpose', '=', row.purpose)
    .where(sql<boolean>`dispatch_id is not distinct from ${row.dispatch_id}::uuid`)
    .where('round', '>=', row.round)
    .where('state', '=', 'answered')
    .limit(1)
    .executeTakeFirst();
  return answered !== undefined;
}

/**
 * The first of the remaining channels that is not used for this person in this round yet. One that is on its way
 * already (another step of the policy chose it) is enough; one that has failed is passed over.
 */
async function tryNextChannel(
  trx: Transaction<Tables>,
  row: NotificationRow,
  at: Date,
): Promise<{ id: string; channel: Channel } | undefined> {
  for (const [index, channel] of row.fallbacks.entries()) {
    const id = newId();
    const inserted = await sql`
      insert into notifications (id, incident_id, purpose, round, priority, recipient_kind, recipient_id,
                                 recipient_name, person, channel, fallbacks, created_at, due_at, taken_by, dispatch_id)
      select ${id}::uuid, incident_id, purpose, round, priority, recipient_kind, recipient_id, recipient_name, person,
             ${channel}, ${row.fallbacks.slice(index + 1)}::text[], ${at}, ${at}, taken_by, dispatch_id
      from notifications where id = ${row.id}
      on conflict do nothing`.execute(trx);
    if (inserted.numAffectedRows === 1n) return { id, channel };
    const other = await trx
      .selectFrom('notifications')
      .select('state')
      .where('incident_id', '=', row.incident_id)
      .where('purpose', '=', row.purpose)
      .where('round', '=', row.round)
      .where('recipient_id', '=', row.recipient_id)
      .where('channel', '=', channel)
      .where(sql<boolean>`dispatch_id is not distinct from ${row.dispatch_id}::uuid`)
      .executeTakeFirst();
    if (other !== undefined && other.state !== 'failed' && other.state !== 'cancelled') return undefined;
  }
  return undefined;
}
