import { sql, type Transaction } from 'kysely';
import type { Boundary } from '../contracts/boundary.ts';
import type { Area } from '../contracts/home.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import { areaInScope, type Scope } from './scope.ts';
import { indexForSearch } from './search-entries.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

/** All of an area but its boundary, which can be a hundred times the rest. */
const COLUMNS = ['id', 'name', 'parent_id', 'path', 'created_at'] as const;

/**
 * Areas in scope, oldest first.
 * @param query.below this area and those below it only
 * @param query.boundaries with where each ends
 */
export async function listAreas(
  db: Db,
  query: PageQuery & {
    scope: Scope;
    parentId?: string | undefined;
    below?: string | undefined;
    boundaries?: boolean | undefined;
  },
): Promise<Page<Area>> {
  let select = db
    .selectFrom('areas')
    .select(COLUMNS)
    .$if(query.boundaries === true, (columns) => columns.select('boundary'))
    .where(areaInScope(query.scope, 'areas.path'))
    .orderBy('id')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) select = select.where('id', '>', query.cursor);
  if (query.parentId !== undefined) select = select.where('parent_id', '=', query.parentId);
  if (query.below !== undefined) select = select.where(sql<boolean>`path @> array[${query.below}::uuid]`);
  return page(await select.execute(), query.limit, toArea);
}

export async function findArea(db: Db, id: string): Promise<Area | undefined> {
  const row = await db.selectFrom('areas').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toArea(row);
}

/** The paths of many areas at once; unknown ids are left out. */
export async function findAreaPaths(db: Db, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('areas').select(['id', 'path']).where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, row.path]));
}

export async function insertArea(
  db: Db,
  area: { name: string; parent: Area | undefined; boundary?: Boundary | undefined },
): Promise<Area> {
  const id = newId();
  const row = await db
    .insertInto('areas')
    .values({
      id,
      name: area.name,
      parent_id: area.parent?.id ?? null,
      path: [id, ...(area.parent?.path ?? [])],
      boundary: area.boundary === undefined ? null : JSON.stringify(area.boundary),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexForSearch(db, 'area', [row]);
  return toArea(row);
}

export async function renameArea(db: Db, id: string, name: string): Promise<void> {
  await db.updateTable('areas').set({ name }).where('id', '=', id).execute();
  await indexForSearch(db, 'area', [{ id, name }]);
}

/** Says where an area ends; null: not known (any more). */
export async function setAreaBoundary(db: Db, id: string, boundary: Boundary | null): Promise<void> {
  await db
    .updateTable('areas')
    .set({ boundary: boundary && JSON.stringify(boundary) })
    .where('id', '=', id)
    .execute();
}

/** Hangs an area, with all below it, under another one (or makes it a root). The caller has ruled out a circle. */
export async function moveArea(db: Db, area: Area, parent: Area | undefined): Promise<void> {
  await db
    .updateTable('areas')
    .set({ parent_id: parent?.id ?? null })
    .where('id', '=', area.id)
    .execute();
  // A path runs from the area upwards, so what changes is the tail behind the moved area.
  await sql`
    update areas set path = path[1:array_position(path, ${area.id}::uuid)] || ${parent?.path ?? []}::uuid[]
    where path @> array[${area.id}::uuid]`.execute(db);
}

/** Removes an area. The database refuses while homes or areas lie in it. */
export async function deleteArea(db: Db, id: string): Promise<void> {
  await db.deleteFrom('areas').where('id', '=', id).execute();
}

/** How many users are given this very area: a deleted area must not leave them without one unnoticed. */
export async function countUsersOfArea(db: Db, id: string): Promise<number> {
  const row = await db
    .selectFrom('users')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where(sql<boolean>`area_ids @> array[${id}::uuid]`)
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

function toArea(row: {
  id: string;
  name: string;
  parent_id: string | null;
  path: string[];
  boundary?: Boundary | null | undefined;
  created_at: Date;
}): Area {
  return {
    id: row.id,
    name: row.name,
    ...(row.parent_id !== null && { parentId: row.parent_id }),
    path: row.path,
    ...(row.boundary && { boundary: row.boundary }),
    createdAt: row.created_at.toISOString(),
  };
}
