import { sql } from 'kysely';
import { z } from 'zod';
import { phoneDigits } from '../contracts/phone-digits.ts';
import type { Store } from './open-store.ts';

const DAY_MS = 86_400_000;
/** Digits that two numbers must share before they are compared as a whole: enough that few rows are looked at. */
const TAIL = 7;

/**
 * The notification that a provider's report is about.
 * @param notificationId what was given with a text message
 * @param providerId what the provider called it
 * @param reference what was given with a call: 15 characters of the id's hash (channels/voice-reference.ts); it finds
 * a call whose name at the provider was never learned, for a day
 */
export async function findReported(
  store: Store,
  report: { notificationId?: string; providerId?: string; reference?: string },
  now: number,
): Promise<string | undefined> {
  const { providerId = null, reference = null } = report;
  // Whatever a provider hands back as an id may be none.
  const notificationId = z.uuid().safeParse(report.notificationId).data ?? null;
  const result = await sql<{ id: string }>`
    select id from notifications where id = ${notificationId}::uuid
    union all
    select id from notifications where provider_id = ${providerId}
    union all
    select id from notifications
    where channel = 'voice' and created_at > ${new Date(now - DAY_MS)} and ${reference}::text is not null
      and left(translate(encode(sha256(convert_to(id::text, 'utf8')), 'base64'), '+/', '-_'), 15) = ${reference}
    limit 1`.execute(store);
  return result.rows[0]?.id;
}

/**
 * The alarm that a text message from this number answers: the newest one that was sent to a person with that number,
 * of an incident that is not closed. Undefined when there is none within a day.
 */
export async function findCalledByPhone(
  store: Store,
  phone: string,
  now: number,
): Promise<string | undefined> {
  const digits = phoneDigits(phone);
  if (digits.length < TAIL) return undefined;
  const result = await sql<{ id: string; phone: string }>`
    select n.id, coalesce(c.phone, u.phone) as phone
    from notifications n
    join incidents i on i.id = n.incident_id and i.state <> 'resolved'
    left join contacts c on n.recipient_kind = 'contact' and c.id = n.recipient_id and c.home_id = i.home_id
    left join users u on n.recipient_kind = 'user' and u.id = n.recipient_id
    where n.purpose in ('alarm', 'dispatch') and n.created_at > ${new Date(now - DAY_MS)} and coalesce(n.sent_at, n.claimed_at) is not null
      and n.channel in ('sms', 'voice')
      and right(regexp_replace(coalesce(c.phone, u.phone, ''), '\\D', '', 'g'), ${TAIL}) = ${digits.slice(-TAIL)}
    order by coalesce(n.sent_at, n.claimed_at) desc, n.channel = 'sms' desc, n.id desc`.execute(store);
  return result.rows.find((row) => phoneDigits(row.phone) === digits)?.id;
}
