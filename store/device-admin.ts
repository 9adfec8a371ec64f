import { sql, type Selectable, type Transaction } from 'kysely';
import type { DeviceKind } from '../contracts/device.ts';
import type { Device } from '../contracts/home.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import { homeInScope, type Scope } from './scope.ts';
import { indexForSearch } from './search-entries.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

/** `null` clears what may be unknown; `undefined` leaves it. */
export interface DeviceFields {
  kind?: DeviceKind | undefined;
  room?: string | null | undefined;
  model?: string | null | undefined;
  gatewayId?: string | null | undefined;
  ieeeAddress?: string | null | undefined;
  friendlyName?: string | null | undefined;
  /** SHA-256 of the secret; null for what speaks through a gateway */
  secretHash?: Buffer | null | undefined;
}

/** Devices in scope, oldest first. */
export async function listDevices(
  db: Db,
  query: PageQuery & { scope: Scope; homeId?: string | undefined; kind?: DeviceKind | undefined },
): Promise<Page<Device>> {
  let select = db
    .selectFrom('devices as d')
    .innerJoin('homes as h', 'h.id', 'd.home_id')
    .innerJoin('areas as a', 'a.id', 'h.area_id')
    .selectAll('d')
    .where(homeInScope(query.scope, { home: 'h.id', path: 'a.path' }))
    .orderBy('d.id')
    .limit(query.limit + 1);
  if (query.cursor !== undefined) select = select.where('d.id', '>', query.cursor);
  if (query.homeId !== undefined) select = select.where('d.home_id', '=', query.homeId);
  if (query.kind !== undefined) select = select.where('d.kind', '=', query.kind);
  return page(await select.execute(), query.limit, toDevice);
}

export async function findDevice(db: Db, id: string): Promise<Device | undefined> {
  const row = await db.selectFrom('devices').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toDevice(row);
}

export async function insertDevice(
  db: Db,
  homeId: string,
  device: DeviceFields & { kind: DeviceKind },
): Promise<Device> {
  const row = await db
    .insertInto('devices')
    .values({
      id: newId(),
      home_id: homeId,
      kind: device.kind,
      room: device.room ?? null,
      model: device.model ?? null,
      gateway_id: device.gatewayId ?? null,
      ieee_address: device.ieeeAddress ?? null,
      friendly_name: device.friendlyName ?? null,
      secret_hash: device.secretHash ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexForSearch(db, 'device', [row]);
  return toDevice(row);
}

export async function updateDevice(db: Db, id: string, fields: DeviceFields): Promise<Device> {
  const row = await db
    .updateTable('devices')
    .set({
      // An update must set something; the id stays what it is.
      id,
      ...(fields.kind !== undefined && { kind: fields.kind }),
      ...(fields.room !== undefined && { room: fields.room }),
      ...(fields.model !== undefined && { model: fields.model }),
      ...(fields.gatewayId !== undefined && { gateway_id: fields.gatewayId }),
      ...(fields.ieeeAddress !== undefined && { ieee_address: fields.ieeeAddress }),
      ...(fields.friendlyName !== undefined && { friendly_name: fields.friendlyName }),
      ...(fields.secretHash !== undefined && { secret_hash: fields.secretHash }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await indexForSearch(db, 'device', [row]);
  return toDevice(row);
}

/** Removes a device. The database refuses while others speak through it. Its incidents stay. */
export async function deleteDevice(db: Db, id: string): Promise<void> {
  await db.deleteFrom('devices').where('id', '=', id).execute();
}

/** Whether other devices speak through this one. */
export async function speaksForOthers(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom('devices')
    .select(sql`1`.as('one'))
    .where('gateway_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

function toDevice(row: Selectable<Tables['devices']>): Device {
  return {
    id: row.id,
    homeId: row.home_id,
    kind: row.kind,
    ...(row.room !== null && { room: row.room }),
    ...(row.model !== null && { model: row.model }),
    ...(row.gateway_id !== null && { gatewayId: row.gateway_id }),
    ...(row.ieee_address !== null && { ieeeAddress: row.ieee_address }),
    ...(row.friendly_name !== null && { friendlyName: row.friendly_name }),
    ...(row.clock_ahead_at !== null && { clockAheadAt: row.clock_ahead_at.toISOString() }),
    createdAt: row.created_at.toISOString(),
  };
}
