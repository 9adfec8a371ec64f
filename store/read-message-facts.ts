import { sql } from 'kysely';
import type { Locale, Occurrence, Recipient } from '../contracts/notification.ts';
import type { Store } from './open-store.ts';

/** What a message about an incident says, and whether it is only a test. */
export interface MessageFacts {
  occurrence: Occurrence;
  location: { lat: number; lng: number } | undefined;
}

interface Row {
  id: string;
  type: Occurrence['type'];
  priority: Occurrence['priority'];
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
}

/** In the order of `ids`; those that do not exist are left out. */
export async function readMessageFacts(store: Store, ids: readonly string[]): Promise<MessageFacts[]> {
  const { rows } = await sql<Row>`
    select i.id, i.type, i.priority, i.opened_at, i.disposition, h.timezone, h.address, a.name as area_name, h.lat, h.lng,
      (select array_agg(r.name order by r.created_at, r.id) from residents r where r.home_id = h.id) as residents,
      (select d.room from incident_events e join devices d on d.id = e.device_id
       where e.incident_id = i.id and e.type = i.type order by e.seq desc limit 1) as room,
      (select c.name from contacts c where c.home_id = h.id and c.relation = 'key_holder'
       order by c.call_order, c.id limit 1) as key_holder
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, n)
    join incidents i on i.id = wanted.id
    join homes h on h.id = i.home_id
    join areas a on a.id = h.area_id
    order by wanted.n`.execute(store);
  return rows.map((row) => ({
    occurrence: {
      incidentId: row.id,
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
    },
    location: row.lat !== null && row.lng !== null ? { lat: row.lat, lng: row.lng } : undefined,
  }));
}

/** How somebody can be reached right now, read when it is needed: an address corrected a minute ago counts. */
export interface Reach {
  locale: Locale;
  phone: string | undefined;
  email: string | undefined;
  push: { endpoint: string; p256dh: string; auth: string }[];
  webhook: { url: string; secret: string; format: 'json' | 'cap' } | undefined;
}

/** Undefined for somebody who has been removed. */
export async function readReach(store: Store, { kind, id }: Recipient): Promise<Reach | undefined> {
  if (kind === 'webhook') {
    const webhook = await store
      .selectFrom('webhooks')
      .select(['url', 'secret', 'format'])
      .where('id', '=', id)
      .executeTakeFirst();
    return webhook && { locale: 'zh-CN', phone: undefined, email: undefined, push: [], webhook };
  }
  const person = await store
    .selectFrom(kind === 'contact' ? 'contacts' : 'users')
    .select(['locale', 'phone', 'email'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (person === undefined) return undefined;
  const push =
    kind === 'contact'
      ? []
      : await store
          .selectFrom('push_subscriptions')
          .select(['endpoint', 'p256dh', 'auth'])
          .where('user_id', '=', id)
          .execute();
  return {
    locale: person.locale,
    phone: person.phone ?? undefined,
    email: person.email ?? undefined,
    push,
    webhook: undefined,
  };
}

/** Forgets a browser that has gone for good. */
export async function forgetPushSubscription(store: Store, endpoint: string): Promise<void> {
  await store.deleteFrom('push_subscriptions').where('endpoint', '=', endpoint).execute();
}
