import type { Selectable, Transaction } from 'kysely';
import type { Mobility, Resident } from '../contracts/home.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import { indexForSearch } from './search-entries.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

/** `null` clears what may be unknown; `undefined` leaves it. */
export interface ResidentFields {
  name?: string | undefined;
  birthDate?: string | null | undefined;
  phone?: string | null | undefined;
  livesAlone?: boolean | undefined;
  conditions?: string[] | undefined;
  mobility?: Mobility | null | undefined;
  language?: string | null | undefined;
  notes?: string | null | undefined;
}

export async function listResidents(db: Db, homeId: string, query: PageQuery): Promise<Page<Resident>> {
  let select = db
    .selectFrom('residents')
    .selectAll()
    .where('home_id', '=', homeId)
    .orderBy('id')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) select = select.where('id', '>', query.cursor);
  return page(await select.execute(), query.limit, toResident);
}

export async function findResident(db: Db, homeId: string, id: string): Promise<Resident | undefined> {
  const row = await db
    .selectFrom('residents')
    .selectAll()
    .where('home_id', '=', homeId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toResident(row);
}

export async function insertResident(
  db: Db,
  homeId: string,
  resident: ResidentFields & { name: string },
): Promise<Resident> {
  const row = await db
    .insertInto('residents')
    .values({
      id: newId(),
      home_id: homeId,
      name: resident.name,
      birth_date: resident.birthDate ?? null,
      phone: resident.phone ?? null,
      lives_alone: resident.livesAlone ?? true,
      conditions: resident.conditions ?? [],
      mobility: resident.mobility ?? null,
      language: resident.language ?? null,
      notes: resident.notes ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexForSearch(db, 'resident', [row]);
  return toResident(row);
}

export async function updateResident(db: Db, id: string, fields: ResidentFields): Promise<Resident> {
  const row = await db
    .updateTable('residents')
    .set({
      // An update must set something; the id stays what it is.
      id,
      ...(fields.name !== undefined && { name: fields.name }),
      ...(fields.birthDate !== undefined && { birth_date: fields.birthDate }),
      ...(fields.phone !== undefined && { phone: fields.phone }),
      ...(fields.livesAlone !== undefined && { lives_alone: fields.livesAlone }),
      ...(fields.conditions !== undefined && { conditions: fields.conditions }),
      ...(fields.mobility !== undefined && { mobility: fields.mobility }),
      ...(fields.language !== undefined && { language: fields.language }),
      ...(fields.notes !== undefined && { notes: fields.notes }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexForSearch(db, 'resident', [row]);
  return toResident(row);
}

export async function deleteResident(db: Db, id: string): Promise<void> {
  await db.deleteFrom('residents').where('id', '=', id).execute();
}

function toResident(row: Selectable<Tables['residents']>): Resident {
  return {
    id: row.id,
    homeId: row.home_id,
    name: row.name,
    ...(row.birth_date !== null && { birthDate: row.birth_date }),
    ...(row.phone !== null && { phone: row.phone }),
    livesAlone: row.lives_alone,
    conditions: row.conditions,
    ...(row.mobility !== null && { mobility: row.mobility }),
    ...(row.language !== null && { language: row.language }),
    ...(row.notes !== null && { notes: row.notes }),
    createdAt: row.created_at.toISOString(),
  };
}
