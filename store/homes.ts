import { sql, type Transaction } from 'kysely';
import type { Home } from '../contracts/home.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import { homeInScope, type Scope } from './scope.ts';
import { indexForSearch } from './search-entries.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

/** A home with the path of its area: what a decision about scope needs. */
export type PlacedHome = Home & { path: string[] };

export interface HomeFields {
  areaId?: string | undefined;
  address?: string | undefined;
  location?: { lat: number; lng: number } | null | undefined;
  timezone?: string | undefined;
  access?: string | null | undefined;
}

/** Homes in scope, oldest first; `q` is looked for in the address and the residents' names. */
export async function listHomes(
  db: Db,
  query: PageQuery & { scope: Scope; areaId?: string | undefined; q?: string | undefined },
): Promise<Page<PlacedHome>> {
  let select = selectHomes(db)
    .where(homeInScope(query.scope, { home: 'h.id', path: 'a.path' }))
    .orderBy('h.id')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) select = select.where('h.id', '>', query.cursor);
  if (query.areaId !== undefined) select = select.where(sql<boolean>`a.path @> array[${query.areaId}::uuid]`);
  if (query.q !== undefined) {
    const like = `%${query.q.replace(/[\\%_]/g, '\\$&')}%`;
    select = select.where(
      sql<boolean>`(h.address ilike ${like}
        or exists (select 1 from residents r where r.home_id = h.id and r.name ilike ${like}))`,
    );
  }
  return page(await select.execute(), query.limit, toPlaced);
}

export async function findHome(db: Db, id: string): Promise<PlacedHome | undefined> {
  const row = await selectHomes(db).where('h.id', '=', id).executeTakeFirst();
  return row && toPlaced(row);
}

/** The area paths of many homes at once; unknown ids are left out. */
export async function findHomePaths(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await selectHomes(db).where('h.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.path]));
}

export async function insertHome(
  db: Db,
  home: HomeFields & { areaId: string; address: string; timezone: string },
): Promise<string> {
  const id = newId();
  await db
    .insertInto('homes')
    .values({
      id,
      area_id: home.areaId,
      address: home.address,
      lat: home.location?.lat ?? null,
      lng: home.location?.lng ?? null,
      timezone: home.timezone,
      access: home.access ?? null,
    })
    .execute();
  await indexForSearch(db, 'home', [{ id, address: home.address }]);
  return id;
}

export async function updateHome(db: Db, id: string, fields: HomeFields): Promise<void> {
  await db
    .updateTable('homes')
    .set({
      // An update must set something; the id stays what it is.
      id,
      ...(fields.areaId !== undefined && { area_id: fields.areaId }),
      ...(fields.address !== undefined && { address: fields.address }),
      ...(fields.location !== undefined && {
        lat: fields.location?.lat ?? null,
        lng: fields.location?.lng ?? null,
      }),
      ...(fields.timezone !== undefined && { timezone: fields.timezone }),
      ...(fields.access !== undefined && { access: fields.access }),
    })
    .where('id', '=', id)
    .execute();
  if (fields.address !== undefined) await indexForSearch(db, 'home', [{ id, address: fields.address }]);
}

/** Removes a home, its residents and contacts. The database refuses while it has devices or a history of incidents. */
export async function deleteHome(db: Db, id: string): Promise<void> {
  await db.deleteFrom('homes').where('id', '=', id).execute();
  await sql`update users set home_ids = array_remove(home_ids, ${id}::uuid)
            where home_ids @> array[${id}::uuid]`.execute(db);
}

function selectHomes(db: Db) {
  return db
    .selectFrom('homes as h')
    .innerJoin('areas as a', 'a.id', 'h.area_id')
    .select([
      'h.id',
      'h.area_id',
      'a.name as area_name',
      'a.path',
      'h.address',
      'h.lat',
      'h.lng',
      'h.timezone',
      'h.access',
      'h.created_at',
    ]);
}

function toPlaced(row: {
  id: string;
  area_id: string;
  area_name: string;
  address: string;
  lat: number | null;
  lng: number | null;
  timezone: string;
  access: string | null;
  created_at: Date;
  path: string[];
}): PlacedHome {
  return {
    id: row.id,
    areaId: row.area_id,
    areaName: row.area_name,
    address: row.address,
    ...(row.lat !== null && row.lng !== null && { location: { lat: row.lat, lng: row.lng } }),
    timezone: row.timezone,
    ...(row.access !== null && { access: row.access }),
    createdAt: row.created_at.toISOString(),
    path: row.path,
  };
}
