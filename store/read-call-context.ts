import { sql, type Transaction } from 'kysely';
import type { CallContact, CallContext, CallUser } from '../contracts/call-context.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

interface Row {
  id: string;
  address: string;
  timezone: string;
  canary: boolean;
  area_id: string;
  area_name: string;
  path: string[];
  residents: string[];
  contacts: (Omit<CallContact, 'quiet' | keyof Addresses> &
    Addresses & { quietFrom: string | null; quietTo: string | null })[];
  users: (Omit<CallUser, keyof Addresses> & Addresses)[];
  webhooks: { id: string; name: string }[];
}

interface Addresses {
  phone: string | null;
  email: string | null;
}

/** Three questions, each with its index: asked as one with `or`, PostgreSQL reads all users. */
const WHO = sql`select id, name, roles, area_ids, home_ids, phone, email, locale from users where`;

/**
 * Who may be called about a home, in one query that indexes answer: a thousand incidents ask it at once.
 * @param now epoch ms; decides who is on duty
 * @returns undefined when there is no such home
 */
export async function readCallContext(
  db: Store | Transaction<Tables>,
  homeId: string,
  now: number,
): Promise<CallContext | undefined> {
  const { rows } = await sql<Row>`
    select h.id, h.address, h.timezone, h.canary, h.area_id, a.name as area_name, a.path,
      (select coalesce(json_agg(r.name order by r.created_at, r.id), '[]')
       from residents r where r.home_id = h.id) as residents,
      (select coalesce(json_agg(json_build_object(
         'id', c.id, 'name', c.name, 'relation', c.relation, 'phone', c.phone, 'email', c.email,
         'locale', c.locale, 'preferredChannels', c.preferred_channels,
         'quietFrom', c.quiet_from, 'quietTo', c.quiet_to) order by c.call_order, c.id), '[]')
       from contacts c where c.home_id = h.id) as contacts,
      (select coalesce(json_agg(json_build_object(
         'id', u.id, 'name', u.name, 'roles', u.roles, 'areaIds', u.area_ids,
         'ofHome', h.id = any(u.home_ids), 'phone', u.phone, 'email', u.email, 'locale', u.locale,
         'onDuty', exists (select 1 from duties d
                           where d.user_id = u.id and d.starts_at <= ${new Date(now)} and d.ends_at > ${new Date(now)}),
         'subscriptions', array(select s.id from push_subscriptions s where s.user_id = u.id order by s.id)
       ) order by u.id), '[]')
       from (${WHO} area_ids && a.path union ${WHO} home_ids @> array[h.id] union ${WHO} roles @> array['admin']) u
      ) as users,
      (select coalesce(json_agg(json_build_object('id', w.id, 'name', w.name) order by w.id), '[]')
       from webhooks w where w.area_id is null or w.area_id = any(a.path)) as webhooks
    from homes h join areas a on a.id = h.area_id
    where h.id = ${homeId}`.execute(db);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    home: {
      id: row.id,
      address: row.address,
      timezone: row.timezone,
      canary: row.canary,
      areaId: row.area_id,
      areaName: row.area_name,
      path: row.path,
    },
    residents: row.residents,
    contacts: row.contacts.map(({ phone, email, quietFrom, quietTo, ...contact }) => ({
      ...contact,
      ...(phone !== null && { phone }),
      ...(email !== null && { email }),
      ...(quietFrom !== null && quietTo !== null && { quiet: { from: quietFrom, to: quietTo } }),
    })),
    users: row.users.map(({ phone, email, ...user }) => ({
      ...user,
      ...(phone !== null && { phone }),
      ...(email !== null && { email }),
    })),
    webhooks: row.webhooks,
  };
}
