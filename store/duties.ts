import { sql, type Transaction } from 'kysely';
import type { Duty } from '../contracts/duty.ts';
import type { Role } from '../contracts/people.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

interface NewDuty {
  userId: string;
  startsAt: Date;
  endsAt: Date;
}

/** The roster of the people of these areas between two moments, in the order in which it was made. */
export async function listDuties(
  db: Db,
  query: PageQuery & { scope: Scope; from: Date; to?: Date | undefined; userId?: string | undefined },
): Promise<Page<Duty>> {
  const { scope, from, to, userId, cursor, limit } = query;
  let select = selectDuties(db)
    .where('d.ends_at', '>', from)
    .orderBy('d.id')
    .limit(limit + 1);
  if (cursor !== undefined) select = select.where('d.id', '>', cursor);
  if (to !== undefined) select = select.where('d.starts_at', '<', to);
  if (userId !== undefined) select = select.where('d.user_id', '=', userId);
  if (!scope.all) {
    select = select.where(
      sql<boolean>`exists (select 1 from areas a where a.id = any(u.area_ids) and a.path && ${scope.areaIds}::uuid[])`,
    );
  }
  return page(await select.execute(), limit, toDuty);
}

export async function findDuty(db: Db, id: string): Promise<Duty | undefined> {
  const row = await selectDuties(db).where('d.id', '=', id).executeTakeFirst();
  return row && toDuty(row);
}

export async function insertDuty(db: Db, { userId, startsAt, endsAt }: NewDuty): Promise<Duty> {
  const id = newId();
  await db
    .insertInto('duties')
    .values({ id, user_id: userId, starts_at: startsAt, ends_at: endsAt })
    .execute();
  const row = await selectDuties(db).where('d.id', '=', id).executeTakeFirstOrThrow();
  return toDuty(row);
}

export async function deleteDuty(db: Db, id: string): Promise<void> {
  await db.deleteFrom('duties').where('id', '=', id).execute();
}

/** Takes somebody off duty: what is running ends now. @returns how many rows of the roster that were */
export async function endDuties(db: Db, userId: string, now: Date): Promise<number> {
  const ended = await db
    .updateTable('duties')
    .set({ ends_at: sql<Date>`greatest(${now}::timestamptz, starts_at + interval '1 millisecond')` })
    .where('user_id', '=', userId)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

function selectDuties(db: Db) {
  return db
    .selectFrom('duties as d')
    .innerJoin('users as u', 'u.id', 'd.user_id')
    .select(['d.id', 'd.user_id', 'u.name', 'u.roles', 'd.starts_at', 'd.ends_at']);
}

function toDuty(row: {
  id: string;
  user_id: string;
  name: string;
  roles: Role[];
  starts_at: Date;
  ends_at: Date;
}): Duty {
  return {
    id: row.id,
    userId: row.user_id,
    userName: row.name,
    roles: row.roles,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
  };
}
