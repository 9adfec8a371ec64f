import { sql, type Selectable, type Transaction } from 'kysely';
import type { User } from '../contracts/home.ts';
import type { Locale } from '../contracts/notification.ts';
import type { Role } from '../contracts/people.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import type { Scope } from './scope.ts';
import { indexForSearch } from './search-entries.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

/** How somebody is reached; `null` clears what may be unknown, `undefined` leaves it. */
interface Reachability {
  phone?: string | null | undefined;
  email?: string | null | undefined;
  locale?: Locale | undefined;
}

export interface UserFields extends Reachability {
  username?: string | undefined;
  name?: string | undefined;
  passwordHash?: string | undefined;
  roles?: Role[] | undefined;
  areaIds?: string[] | undefined;
  homeIds?: string[] | undefined;
}

/** Users who have to do with an area or a home in scope, oldest first. */
/** @param q a part of the name, the user name, the phone or the e-mail address, as it is written */
export async function listUsers(
  db: Db,
  query: PageQuery & { scope: Scope; q?: string | undefined },
): Promise<Page<User>> {
  const { scope, q } = query;
  let select = db
    .selectFrom('users')
    .selectAll()
    .orderBy('id')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) select = select.where('id', '>', query.cursor);
  if (q !== undefined) {
    select = select.where(
      sql<boolean>`position(lower(${q}) in lower(concat_ws(' ', name, username, phone, email))) > 0`,
    );
  }
  if (!scope.all) {
    select = select.where(
      sql<boolean>`not roles @> array['admin'] and (
        exists (select 1 from areas a where a.id = any(users.area_ids) and a.path && ${scope.areaIds}::uuid[])
        or exists (select 1 from homes h join areas a on a.id = h.area_id
                   where h.id = any(users.home_ids) and a.path && ${scope.areaIds}::uuid[]))`,
    );
  }
  return page(await select.execute(), query.limit, toUser);
}

export async function findUser(db: Db, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toUser(row);
}

/** For the login only. */
export async function findLogin(
  db: Db,
  username: string,
): Promise<{ user: User; passwordHash: string } | undefined> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where(sql<boolean>`lower(username) = lower(${username})`)
    .executeTakeFirst();
  return row && { user: toUser(row), passwordHash: row.password_hash };
}

export async function insertUser(db: Db, user: NewUser): Promise<User> {
  const row = await db
    .insertInto('users')
    .values({
      id: newId(),
      username: user.username,
      name: user.name,
      password_hash: user.passwordHash,
      roles: user.roles,
      area_ids: user.areaIds,
      home_ids: user.homeIds,
      ...reachabilityOf(user),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexForSearch(db, 'user', [row]);
  return toUser(row);
}

type Needed = Omit<UserFields, keyof Reachability>;
export type NewUser = { [Key in keyof Needed]-?: NonNullable<Needed[Key]> } & Reachability;

export async function updateUser(db: Db, id: string, fields: UserFields): Promise<User> {
  const row = await db
    .updateTable('users')
    .set({
      // An update must set something; the id stays what it is.
      id,
      ...(fields.username !== undefined && { username: fields.username }),
      ...(fields.name !== undefined && { name: fields.name }),
      ...(fields.passwordHash !== undefined && { password_hash: fields.passwordHash }),
      ...(fields.roles !== undefined && { roles: fields.roles }),
      ...(fields.areaIds !== undefined && { area_ids: fields.areaIds }),
      ...(fields.homeIds !== undefined && { home_ids: fields.homeIds }),
      ...reachabilityOf(fields),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexForSearch(db, 'user', [row]);
  return toUser(row);
}

/** Removes a user; their sessions go with them, what they did stays in the history. */
export async function deleteUser(db: Db, id: string): Promise<void> {
  await db.deleteFrom('users').where('id', '=', id).execute();
}

/**
 * The ids of all admins, their rows held until the transaction ends: two admins who remove each other
 * at the same moment must not leave a platform that nobody can manage.
 */
export async function lockAdmins(trx: Transaction<Tables>): Promise<string[]> {
  const rows = await trx
    .selectFrom('users')
    .select('id')
    .where(sql<boolean>`roles @> array['admin']`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}

function reachabilityOf({ phone, email, locale }: Reachability): Reachability {
  return {
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    ...(locale !== undefined && { locale }),
  };
}

function toUser(row: Selectable<Tables['users']>): User {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    roles: row.roles,
    areaIds: row.area_ids,
    homeIds: row.home_ids,
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.email !== null && { email: row.email }),
    locale: row.locale,
    createdAt: row.created_at.toISOString(),
  };
}
