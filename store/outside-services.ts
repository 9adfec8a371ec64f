import { sql, type Transaction } from 'kysely';
import type { OutsideService, ServiceKind } from '../contracts/outside-service.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

interface ServiceFields {
  areaId?: string | null | undefined;
  kind?: ServiceKind | undefined;
  name?: string | undefined;
  phone?: string | undefined;
}

/**
 * Services that somebody with this scope may phone: of their areas, of those below and above, and of the platform;
 * oldest first.
 * @param query `serving`: only those that serve this place, by the path of its area
 */
export async function listServices(
  db: Db,
  query: PageQuery & { scope: Scope; serving?: readonly string[] | undefined },
): Promise<Page<OutsideService>> {
  const { scope, serving } = query;
  let select = selectServices(db)
    .orderBy('s.id')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) select = select.where('s.id', '>', query.cursor);
  if (serving !== undefined) {
    select = select.where(sql<boolean>`(s.area_id is null or s.area_id = any(${serving}::uuid[]))`);
  }
  if (!scope.all) {
    select = select.where(
      sql<boolean>`(s.area_id is null or a.path && ${scope.areaIds}::uuid[] or exists (
        select 1 from areas mine where mine.id = any(${scope.areaIds}::uuid[]) and mine.path @> array[s.area_id]))`,
    );
  }
  return page(await select.execute(), query.limit, toService);
}

export async function findService(db: Db, id: string): Promise<OutsideService | undefined> {
  const row = await selectServices(db).where('s.id', '=', id).executeTakeFirst();
  return row && toService(row);
}

export async function insertService(
  db: Db,
  service: { areaId: string | null; kind: ServiceKind; name: string; phone: string },
): Promise<OutsideService> {
  const { areaId, ...fields } = service;
  const id = newId();
  await db
    .insertInto('services')
    .values({ id, area_id: areaId, ...fields })
    .execute();
  return (await findService(db, id)) as OutsideService;
}

export async function updateService(db: Db, id: string, fields: ServiceFields): Promise<OutsideService> {
  const { areaId, kind, name, phone } = fields;
  await db
    .updateTable('services')
    .set({
      // An update must set something; the id stays what it is.
      id,
      ...(areaId !== undefined && { area_id: areaId }),
      ...(kind !== undefined && { kind }),
      ...(name !== undefined && { name }),
      ...(phone !== undefined && { phone }),
    })
    .where('id', '=', id)
    .execute();
  return (await findService(db, id)) as OutsideService;
}

/** Orders that were given to it keep its name and kind. */
export async function deleteService(db: Db, id: string): Promise<void> {
  await db.deleteFrom('services').where('id', '=', id).execute();
}

function selectServices(db: Db) {
  return db
    .selectFrom('services as s')
    .leftJoin('areas as a', 'a.id', 's.area_id')
    .select(['s.id', 's.area_id', 'a.name as area_name', 's.kind', 's.name', 's.phone', 's.created_at']);
}

function toService(row: {
  id: string;
  area_id: string | null;
  area_name: string | null;
  kind: ServiceKind;
  name: string;
  phone: string;
  created_at: Date;
}): OutsideService {
  return {
    id: row.id,
    ...(row.area_id !== null && { areaId: row.area_id }),
    ...(row.area_name !== null && { areaName: row.area_name }),
    kind: row.kind,
    name: row.name,
    phone: row.phone,
    createdAt: row.created_at.toISOString(),
  };
}
