import { sql, type Selectable, type Transaction } from 'kysely';
import type { Handover, HandoverPoints } from '../contracts/handover-record.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import type { Tables } from './schema.ts';
import type { Scope } from './scope.ts';

type Db = Store | Transaction<Tables>;

export interface NewHandover {
  scope: Scope;
  from: { id: string; name: string };
  preparedAt: Date;
  signedOutAt: Date;
  notes: string;
  points: HandoverPoints;
}

/** As it was written down: what of it the reader may see is for the caller to decide (`pointsWithin`). */
export type StoredHandover = Omit<Handover, 'hidden'>;

export async function insertHandover(db: Db, handover: NewHandover): Promise<string> {
  const id = newId();
  const { scope, from } = handover;
  await db
    .insertInto('handovers')
    .values({
      id,
      all_areas: scope.all,
      area_ids: scope.all ? [] : [...scope.areaIds],
      from_user: from.id,
      from_name: from.name,
      prepared_at: handover.preparedAt,
      signed_out_at: handover.signedOutAt,
      notes: handover.notes,
      points: JSON.stringify(handover.points),
    })
    .execute();
  return id;
}

/** Handovers of areas that the reader has to do with, the newest first; `waiting`: those nobody has signed for. */
export async function listHandovers(
  db: Db,
  query: PageQuery & { scope: Scope; waiting?: boolean | undefined },
): Promise<Page<StoredHandover>> {
  let select = db
    .selectFrom('handovers')
    .selectAll()
    .where(inScope(query.scope))
    .orderBy('id', 'desc')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) select = select.where('id', '<', query.cursor);
  if (query.waiting === true) select = select.where('to_user', 'is', null);
  return page(await select.execute(), query.limit, toHandover);
}

/** @returns undefined when there is none, or none that the reader has to do with */
export async function findHandover(
  db: Db,
  { id, scope, lock = false }: { id: string; scope: Scope; lock?: boolean },
): Promise<StoredHandover | undefined> {
  let select = db.selectFrom('handovers').selectAll().where('id', '=', id).where(inScope(scope));
  if (lock) select = select.forUpdate();
  const row = await select.executeTakeFirst();
  return row && toHandover(row);
}

export async function signHandover(
  db: Db,
  id: string,
  by: { id: string; name: string },
  at: Date,
): Promise<void> {
  await db
    .updateTable('handovers')
    .set({ to_user: by.id, to_name: by.name, signed_in_at: at })
    .where('id', '=', id)
    .where('to_user', 'is', null)
    .execute();
}

/** Areas of theirs, below them, or above: who runs a part takes over that part from who runs the whole. */
function inScope(scope: Scope) {
  if (scope.all) return sql<boolean>`true`;
  return sql<boolean>`(handovers.all_areas or exists (
    select 1 from areas a
    where a.id = any(handovers.area_ids) and a.path && ${scope.areaIds}::uuid[]
       or a.id = any(${scope.areaIds}::uuid[]) and a.path && handovers.area_ids))`;
}

function toHandover(row: Selectable<Tables['handovers']>): StoredHandover {
  return {
    id: row.id,
    from: row.from_user,
    fromName: row.from_name,
    ...(row.to_user !== null && { to: row.to_user }),
    ...(row.to_name !== null && { toName: row.to_name }),
    preparedAt: row.prepared_at.toISOString(),
    signedOutAt: row.signed_out_at.toISOString(),
    ...(row.signed_in_at !== null && { signedInAt: row.signed_in_at.toISOString() }),
    notes: row.notes,
    points: row.points,
  };
}
