import { sql } from 'kysely';
import type { DeviceKind } from '../contracts/device.ts';
import type { Store } from './open-store.ts';

/** What the broker needs to let a device in and to choose its lane. */
export interface DeviceCredentials {
  id: string;
  homeId: string;
  kind: DeviceKind;
  /** undefined for a device that speaks through a gateway and cannot connect itself */
  secretHash: Buffer | undefined;
}

/** What ingest needs to know of a device to judge what it says. */
export interface KnownDevice {
  id: string;
  homeId: string;
  kind: DeviceKind;
  room: string | undefined;
  gatewayId: string | undefined;
  ieeeAddress: string | undefined;
  friendlyName: string | undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Credentials of many devices in one query (a reconnect storm asks for thousands). Unknown ids are left out. */
export async function findCredentials(store: Store, ids: readonly string[]): Promise<DeviceCredentials[]> {
  const valid = ids.filter((id) => UUID.test(id));
  if (valid.length === 0) return [];
  const rows = await store
    .selectFrom('devices')
    .select(['id', 'home_id', 'kind', 'secret_hash'])
    // One array, not a parameter for each: the same statement for one device and for a thousand.
    .where('id', '=', sql<string>`any(${valid}::uuid[])`)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    homeId: row.home_id,
    kind: row.kind,
    secretHash: row.secret_hash ?? undefined,
  }));
}

/**
 * The given devices and every device that speaks through one of them, in one query. Two probes of an index for each id
 * (`offset 0` keeps them apart): as `id in … or gateway_id in …` it reads all devices for every one that is not
 * remembered, 26 ms of the database with 50,000, and the press of a home that has just come back waits for it.
 */
export async function findKnownDevices(store: Store, ids: readonly string[]): Promise<KnownDevice[]> {
  const valid = ids.filter((id) => UUID.test(id));
  if (valid.length === 0) return [];
  const { rows } = await sql<{
    id: string;
    home_id: string;
    kind: DeviceKind;
    room: string | null;
    gateway_id: string | null;
    ieee_address: string | null;
    friendly_name: string | null;
  }>`
    select distinct on (d.id) d.* from unnest(${valid}::uuid[]) as t(id)
    cross join lateral (
      select id, home_id, kind, room, gateway_id, ieee_address, friendly_name from devices where id = t.id
      union all
      select id, home_id, kind, room, gateway_id, ieee_address, friendly_name from devices where gateway_id = t.id
      offset 0
    ) d`.execute(store);
  return rows.map((row) => ({
    id: row.id,
    homeId: row.home_id,
    kind: row.kind,
    room: row.room ?? undefined,
    gatewayId: row.gateway_id ?? undefined,
    ieeeAddress: row.ieee_address ?? undefined,
    friendlyName: row.friendly_name ?? undefined,
  }));
}

/** Marks a device whose clock runs more than 5 min ahead, for the people who maintain it. */
export async function markClockAhead(store: Store, deviceId: string, at: Date): Promise<void> {
  await store.updateTable('devices').set({ clock_ahead_at: at }).where('id', '=', deviceId).execute();
}
