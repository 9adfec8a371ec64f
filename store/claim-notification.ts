import { sql, type RawBuilder } from 'kysely';
import type { Channel, Locale, Occurrence, Purpose, Recipient } from '../contracts/notification.ts';
import { ANSWER_LINK_MS, newAnswerToken } from './answer-links.ts';
import { EARLY_MS } from './notifications.ts';
import type { Store } from './open-store.ts';

/** A notification that this process has in hand, with all that it takes to send it. */
export interface Claimed {
  id: string;
  purpose: Purpose;
  recipient: Recipient;
  channel: Channel;
  /** this one included */
  attempts: number;
  createdAt: Date;
  /** what it is about */
  occurrence: Occurrence;
  location: { lat: number; lng: number } | undefined;
  /** how its reader is reached right now: an address corrected a minute ago counts. Undefined for who was removed */
  reach: Reach | undefined;
  /** of the link by which its reader may answer; undefined where there is nothing to answer */
  answerToken: string | undefined;
}

export interface Reach {
  locale: Locale;
  phone?: string | null;
  email?: string | null;
  push?: { endpoint: string; p256dh: string; auth: string }[];
  webhook?: { url: string; secret: string; format: 'json' | 'cap' };
}

/**
 * Takes a notification in hand, if it is still wanted: queued, due, and, where it asks for help, for an incident that
 * nobody has. This is the last look before a call: what is accepted a moment earlier is not called any more.
 *
 * A technical one brings along all others that wait for the same reader on the same channel: one message a day.
 * @returns none when another worker has it, or nobody needs it any more
 */
export async function claimNotification(store: Store, id: string, now: number): Promise<Claimed[]> {
  return (await claimNotifications(store, [id], now))[0] ?? [];
}

/**
 * The same for many, in one statement: ten thousand incidents call twenty thousand people at once.
 * @returns what each brings, in their order
 */
export async function claimNotifications(
  store: Store,
  ids: readonly string[],
  now: number,
): Promise<Claimed[][]> {
  const claimed = new Map(
    (await claim(store, sql`n.id = any(${ids}::uuid[])`, now, ids)).map((one) => [one.id, one]),
  );
  const unclaimed = ids.filter((id) => !claimed.has(id));
  if (unclaimed.length > 0) await cancelUnwanted(store, unclaimed, now);
  const bundles = new Map<string, Claimed[]>();
  const brought: Claimed[][] = [];
  for (const id of ids) {
    const one = claimed.get(id);
    claimed.delete(id);
    const bundle: Claimed[] = one === undefined ? [] : [one];
    // Who is asked by name is asked about one thing.
    const isBundled = one?.occurrence.priority === 3 && one.purpose !== 'dispatch';
    const key = isBundled ? bundleOf(one) : undefined;
    const begun = key === undefined ? undefined : bundles.get(key);
    begun?.push(...bundle);
    brought.push(begun === undefined ? bundle : []);
    if (key !== undefined && begun === undefined) bundles.set(key, bundle);
  }
  for (const bundle of bundles.values()) {
    const [{ recipient, channel, purpose }] = bundle as [Claimed];
    const same = sql`n.priority = 3 and n.recipient_id = ${recipient.id} and n.channel = ${channel}
                     and n.purpose = ${purpose}`;
    bundle.push(...(await claim(store, same, now, [])));
  }
  return brought;
}

function bundleOf({ recipient, channel, purpose }: Claimed): string {
  return `${recipient.id} ${channel} ${purpose}`;
}

/** What nobody needs any more must not be looked at again every second. */
async function cancelUnwanted(store: Store, ids: readonly string[], now: number): Promise<void> {
  await sql`
    update notifications n set state = 'cancelled', finished_at = ${new Date(now)}
    from incidents i
    where i.id = n.incident_id and n.id = any(${ids}::uuid[]) and n.state = 'queued' and not ${WANTED}`.execute(
    store,
  );
}

/** The same as stillWanted, for the database. */
const WANTED = sql<boolean>`case n.purpose
  when 'alarm' then i.state = 'open'
  when 'stand_down' then i.state not in ('open', 'resolved')
  when 'closed' then i.state = 'resolved'
  else i.state <> 'resolved' end`;

/** To whom a question is put that has an answer. */
const ANSWERABLE = sql<boolean>`c.recipient_kind <> 'webhook'
  and (c.purpose = 'dispatch' or c.purpose = 'alarm' and c.priority <> 3)`;

interface Row {
  id: string;
  incident_id: string;
  purpose: Purpose;
  priority: Occurrence['priority'];
  recipient_kind: Recipient['kind'];
  recipient_id: string;
  recipient_name: string;
  person: string;
  channel: Channel;
  attempts: number;
  created_at: Date;
  taken_by: string | null;
  sent_by: string | null;
  dispatch_number: string | null;
  instructions: string | null;
  type: Occurrence['type'];
  opened_at: Date;
  disposition: Occurrence['disposition'] | null;
  timezone: string;
  address: string;
  area_name: string;
  lat: number | null;
  lng: number | null;
  residents: string[] | null;
  room: string | null;
  key_holder: string | null;
  reach: Reach | null;
  answerable: boolean;
}

/** @param answerable the notifications that may get a link */
async function claim(
  store: Store,
  which: RawBuilder<unknown>,
  now: number,
  answerable: readonly string[],
): Promise<Claimed[]> {
  const at = new Date(now);
  const links = new Map(answerable.map((id) => [id, newAnswerToken()]));
  const hashes = [...links.values()].map(({ hash }) => hash.toString('hex'));
  const { rows } = await sql<Row>`
    with held as (
      -- Before the notifications, and in one order: whoever takes the incident meanwhile holds it first as well.
      select i.id from incidents i
      where i.id in (select n.incident_id from notifications n where ${which} and n.state = 'queued')
      order by i.id for key share
    ), c as (
      update notifications n set state = 'sending', attempts = n.attempts + 1, claimed_at = ${at}
      from incidents i join held using (id)
      where i.id = n.incident_id and ${which} and n.state = 'queued' and n.due_at <= ${new Date(now + EARLY_MS)}
        and ${WANTED}
      returning n.*
    ), linked as (
      insert into answer_links (token_hash, notification_id, incident_id, contact_id, created_at, expires_at)
      select decode(link.hash, 'hex'), c.id, c.incident_id, c.recipient_id, ${at}::timestamptz,
             ${new Date(now + ANSWER_LINK_MS)}::timestamptz
      from c join unnest(${[...links.keys()]}::uuid[], ${hashes}::text[]) as link (id, hash) using (id)
      where ${ANSWERABLE}
    )
    select c.id, c.incident_id, c.purpose, i.priority, c.recipient_kind, c.recipient_id, c.recipient_name, c.person,
      c.channel, c.attempts, c.created_at, c.taken_by, su.name as sent_by, o.number as dispatch_number, o.instructions, i.type, i.opened_at, i.disposition, h.timezone, h.address,
      a.name as area_name, h.lat, h.lng,
      (select array_agg(r.name order by r.created_at, r.id) from residents r where r.home_id = h.id) as residents,
      (select d.room from incident_events e join devices d on d.id = e.device_id
       where e.incident_id = i.id and e.type = i.type order by e.seq desc limit 1) as room,
      (select k.name from contacts k where k.home_id = h.id and k.relation = 'key_holder'
       order by k.call_order, k.id limit 1) as key_holder,
      case c.recipient_kind
        when 'contact' then (
          select json_build_object('locale', p.locale, 'phone', p.phone, 'email', p.email)
          from contacts p where p.id = c.recipient_id)
        when 'user' then (
          select json_build_object('locale', p.locale, 'phone', p.phone, 'email', p.email, 'push', (
            select coalesce(json_agg(json_build_object('endpoint', s.endpoint, 'p256dh', s.p256dh, 'auth', s.auth)), '[]')
            from push_subscriptions s where s.user_id = p.id))
          from users p where p.id = c.recipient_id)
        else (
          select json_build_object('locale', 'zh-CN', 'webhook',
                                   json_build_object('url', p.url, 'secret', p.secret, 'format', p.format))
          from webhooks p where p.id = c.recipient_id)
      end as reach,
      ${ANSWERABLE} as answerable
    from c
    join incidents i on i.id = c.incident_id
    join homes h on h.id = i.home_id
    join areas a on a.id = h.area_id
    left join dispatches o on o.id = c.dispatch_id
    left join users su on su.id = o.by_user`.execute(store);
  return rows.map((row) => toClaimed(row, links.get(row.id)?.token));
}

function toClaimed(row: Row, token: string | undefined): Claimed {
  return {
    id: row.id,
    purpose: row.purpose,
    recipient: {
      kind: row.recipient_kind,
      id: row.recipient_id,
      name: row.recipient_name,
      person: row.person,
    },
    channel: row.channel,
    attempts: row.attempts,
    createdAt: row.created_at,
    occurrence: {
      incidentId: row.incident_id,
      type: row.type,
      priority: row.priority,
      openedAt: row.opened_at.toISOString(),
      timezone: row.timezone,
      address: row.address,
      areaName: row.area_name,
      residents: row.residents ?? [],
      ...(row.room && { room: row.room }),
      ...(row.key_holder && { keyHolder: row.key_holder }),
      ...(row.disposition && { disposition: row.disposition }),
      ...(row.taken_by && { takenBy: row.taken_by }),
      ...(row.sent_by && { sentBy: row.sent_by }),
      ...(row.dispatch_number && { order: row.dispatch_number }),
      ...(row.instructions && { instructions: row.instructions }),
    },
    location: row.lat !== null && row.lng !== null ? { lat: row.lat, lng: row.lng } : undefined,
    reach: row.reach ?? undefined,
    answerToken: row.answerable ? token : undefined,
  };
}
