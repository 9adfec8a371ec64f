import { createHash } from 'node:crypto';
import type { Principal } from '../contracts/people.ts';
import type { Store } from './open-store.ts';

/**
 * The key under which a session is stored: a hash, so that who reads the table cannot take over a session.
 */
export function sessionKey(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('base64url');
}

/** What a session holds, or undefined when it is unknown, revoked or has run out. */
export async function readSession(
  store: Store,
  key: string,
  now: Date,
): Promise<Record<string, unknown> | undefined> {
  const row = await store
    .selectFrom('sessions')
    .select('data')
    .where('id', '=', key)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.data;
}

export async function writeSession(
  store: Store,
  session: { key: string; userId: string; data: Record<string, unknown>; expiresAt: Date },
): Promise<void> {
  const values = {
    user_id: session.userId,
    data: JSON.stringify(session.data),
    expires_at: session.expiresAt,
  };
  await store
    .insertInto('sessions')
    .values({ id: session.key, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

export async function deleteSession(store: Store, key: string): Promise<void> {
  await store.deleteFrom('sessions').where('id', '=', key).execute();
}

/**
 * Ends every session of a user: after a new password, nobody stays in with the old one.
 * @param but the key of the one that stays: who changed their own password goes on working
 * @returns how many that were
 */
export async function deleteSessionsOf(
  store: Pick<Store, 'deleteFrom'>,
  userId: string,
  but?: string,
): Promise<number> {
  let sessions = store.deleteFrom('sessions').where('user_id', '=', userId);
  if (but !== undefined) sessions = sessions.where('id', '<>', but);
  const { numDeletedRows } = await sessions.executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}

export async function deleteExpiredSessions(store: Store, now: Date): Promise<void> {
  await store.deleteFrom('sessions').where('expires_at', '<=', now).execute();
}

/** Who a user is right now, or undefined when they are gone. */
export async function readPrincipal(store: Store, userId: string): Promise<Principal | undefined> {
  const row = await store
    .selectFrom('users')
    .select(['id', 'username', 'name', 'roles', 'area_ids', 'home_ids'])
    .where('id', '=', userId)
    .executeTakeFirst();
  return row && toPrincipal(row);
}

/** Who stands behind each of these sessions right now, in one query. Revoked and expired ones are left out. */
export async function readSessionPrincipals(
  store: Store,
  keys: readonly string[],
  now: Date,
): Promise<Map<string, Principal>> {
  if (keys.length === 0) return new Map();
  const rows = await store
    .selectFrom('sessions as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .select(['s.id as key', 'u.id', 'u.username', 'u.name', 'u.roles', 'u.area_ids', 'u.home_ids'])
    .where('s.id', 'in', keys)
    .where('s.expires_at', '>', now)
    .execute();
  return new Map(rows.map((row) => [row.key, toPrincipal(row)]));
}

function toPrincipal(row: {
  id: string;
  username: string;
  name: string;
  roles: Principal['roles'];
  area_ids: string[];
  home_ids: string[];
}): Principal {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    roles: row.roles,
    areaIds: row.area_ids,
    homeIds: row.home_ids,
  };
}
