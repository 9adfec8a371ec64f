import { sql, type Transaction } from 'kysely';
import type { CallContact, CallContext, CallUser } from '../contracts/call-context.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

interface HomeRow {
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
}

type UserRow = Omit<CallUser, 'ofHome' | keyof Addresses> & Addresses & { homeIds: string[] };

interface WebhookRow {
  id: string;
  name: string;
  area_id: string | null;
}

interface Addresses {
  phone: string | null;
  email: string | null;
}

type Db = Store | Transaction<Tables>;

/**
 * Who may be called about a home.
 * @param now epoch ms; decides who is on duty
 * @returns undefined when there is no such home
 */
export async function readCallContext(db: Db, homeId: string, now: number): Promise<CallContext | undefined> {
  return (await readCallContexts(db, [homeId], now)).get(homeId);
}

/**
 * The same for many homes in three queries that indexes answer: ten thousand incidents ask it at once, and the staff of
 * an area is the same for all its homes.
 * @returns by home; those that do not exist are left out
 */
export async function readCallContexts(
  db: Db,
  homeIds: readonly string[],
  now: number,
): Promise<Map<string, CallContext>> {
  const homes = await readHomes(db, homeIds);
  if (homes.length === 0) return new Map();
  const areaIds = [...new Set(homes.flatMap(({ path }) => path))];
  const users = await readUsers(db, { areaIds, homeIds }, now);
  const webhooks = await readWebhooks(db, areaIds);
  return new Map(homes.map((home) => [home.id, toContext(home, users, webhooks)]));
}

async function readHomes(db: Db, homeIds: readonly string[]): Promise<HomeRow[]> {
  const { rows } = await sql<HomeRow>`
    select h.id, h.address, h.timezone, h.canary, h.area_id, a.name as area_name, a.path,
      (select coalesce(json_agg(r.name order by r.created_at, r.id), '[]')
       from residents r where r.home_id = h.id) as residents,
      (select coalesce(json_agg(json_build_object(
         'id', c.id, 'name', c.name, 'relation', c.relation, 'phone', c.phone, 'email', c.email,
         'locale', c.locale, 'preferredChannels', c.preferred_channels,
         'quietFrom', c.quiet_from, 'quietTo', c.quiet_to) order by c.call_order, c.id), '[]')
       from contacts c where c.home_id = h.id) as contacts
    from homes h join areas a on a.id = h.area_id
    where h.id = any(${homeIds}::uuid[])`.execute(db);
  return rows;
}

/** Three questions, each with its index: asked as one with `or`, PostgreSQL reads all users. */
async function readUsers(
  db: Db,
  { areaIds, homeIds }: { areaIds: readonly string[]; homeIds: readonly string[] },
  now: number,
): Promise<UserRow[]> {
  const at = new Date(now);
  const who = sql`select id, name, roles, area_ids, home_ids, phone, email, locale from users where`;
  const { rows } = await sql<UserRow>`
    select u.id, u.name, u.roles, u.area_ids as "areaIds", u.home_ids as "homeIds", u.phone, u.email, u.locale,
      exists (select 1 from duties d
              where d.user_id = u.id and d.starts_at <= ${at} and d.ends_at > ${at}) as "onDuty",
      array(select s.id from push_subscriptions s where s.user_id = u.id order by s.id) as subscriptions
    from (${who} area_ids && ${areaIds}::uuid[] union ${who} home_ids && ${homeIds}::uuid[]
          union ${who} roles @> array['admin']) u
    order by u.id`.execute(db);
  return rows;
}

async function readWebhooks(db: Db, areaIds: readonly string[]): Promise<WebhookRow[]> {
  const { rows } = await sql<WebhookRow>`
    select id, name, area_id from webhooks
    where area_id is null or area_id = any(${areaIds}::uuid[]) order by id`.execute(db);
  return rows;
}

function toContext(home: HomeRow, users: readonly UserRow[], webhooks: readonly WebhookRow[]): CallContext {
  const path = new Set(home.path);
  return {
    home: {
      id: home.id,
      address: home.address,
      timezone: home.timezone,
      canary: home.canary,
      areaId: home.area_id,
      areaName: home.area_name,
      path: home.path,
    },
    residents: home.residents,
    contacts: home.contacts.map(({ phone, email, quietFrom, quietTo, ...contact }) => ({
      ...contact,
      ...(phone !== null && { phone }),
      ...(email !== null && { email }),
      ...(quietFrom !== null && quietTo !== null && { quiet: { from: quietFrom, to: quietTo } }),
    })),
    users: users
      .filter(
        ({ areaIds, homeIds, roles }) =>
          roles.includes('admin') || homeIds.includes(home.id) || areaIds.some((id) => path.has(id)),
      )
      .map(({ phone, email, homeIds, ...user }) => ({
        ...user,
        ofHome: homeIds.includes(home.id),
        ...(phone !== null && { phone }),
        ...(email !== null && { email }),
      })),
    webhooks: webhooks
      .filter(({ area_id: areaId }) => areaId === null || path.has(areaId))
      .map(({ id, name }) => ({ id, name })),
  };
}
