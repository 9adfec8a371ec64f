import { sql, type Transaction } from 'kysely';
import type { Channel } from '../contracts/notification.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';
import type { Waiting } from './notifications.ts';

export interface Failure {
  id: string;
  /** stable: `timeout`, `bad_address`, … */
  code: string;
  /** one sentence for people who run the platform */
  reason: string;
  /** epoch ms; absent when trying again is of no use */
  retryAt?: number | undefined;
}

/**
 * Writes down that a notification failed and starts the person's next channel at once, in one statement: the next one
 * begins with the first failure, once, whatever becomes of later attempts (DOMAIN rules 5 and 10). What was answered
 * or cancelled meanwhile stays so.
 * @returns the next channel's notification, to be sent now
 */
export async function failNotification(
  db: Store | Transaction<Tables>,
  { id, code, reason, retryAt }: Failure,
  now: number,
): Promise<Waiting | undefined> {
  const at = new Date(now);
  const again = retryAt === undefined ? null : new Date(retryAt);
  const { rows } = await sql<{ id: string; channel: Channel; priority: Waiting['priority'] }>`
    with before as (
      select * from notifications where id = ${id} and state in ('queued', 'sending', 'sent', 'delivered') for update
    ), failed as (
      update notifications n
      set state = case when ${again}::timestamptz is null then 'failed' else 'queued' end,
          due_at = coalesce(${again}::timestamptz, n.due_at), code = ${code}, reason = ${reason}, fallbacks = '{}',
          finished_at = case when ${again}::timestamptz is null then ${at}::timestamptz end
      from before where n.id = before.id
    )
    insert into notifications (id, incident_id, purpose, round, priority, recipient_kind, recipient_id,
                               recipient_name, person, channel, fallbacks, created_at, due_at, taken_by)
    select gen_random_uuid(), b.incident_id, b.purpose, b.round, b.priority, b.recipient_kind, b.recipient_id,
           b.recipient_name, b.person, b.fallbacks[1], b.fallbacks[2:], ${at}::timestamptz, ${at}::timestamptz, b.taken_by
    from before b join incidents i on i.id = b.incident_id
    where cardinality(b.fallbacks) > 0 and (b.purpose <> 'alarm' or i.state = 'open')
    on conflict do nothing
    returning id, channel, priority`.execute(db);
  const row = rows[0];
  return row && { ...row, attempts: 0, dueAt: now };
}
