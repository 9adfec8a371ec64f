import { sql, type Transaction } from 'kysely';
import type { DeviceKind } from '../contracts/device.ts';
import type { ProtectingDevice, ProtectionInput } from '../contracts/protection.ts';
import type { Tables } from './schema.ts';

interface DeviceRow {
  id: string;
  home_id: string;
  kind: DeviceKind;
  room: string | null;
  gateway_id: string | null;
  created_at: Date;
  last_heard_at: Date | null;
  battery: number | null;
  battery_at: Date | null;
  online: boolean | null;
  online_at: Date | null;
}

/** What the protection of each of these homes is judged by. */
export async function readProtectionInputs(
  trx: Transaction<Tables>,
  homeIds: readonly string[],
  now: Date,
): Promise<Map<string, ProtectionInput>> {
  const inputs = new Map(
    homeIds.map((id) => [
      id,
      {
        devices: [] as ProtectingDevice[],
        incidents: [] as { deviceId: string; type: string; since: number }[],
        maintenance: [] as { deviceId?: string | undefined; from: number; until: number }[],
      },
    ]),
  );
  const devices = await sql<DeviceRow>`
    select d.id, d.home_id, d.kind, d.room, d.gateway_id, d.created_at,
      s.last_heard_at, s.battery, s.battery_at, s.online, s.online_at
    from devices d left join device_status s on s.device_id = d.id
    where d.home_id = any(${homeIds}::uuid[])
    order by d.id`.execute(trx);
  for (const row of devices.rows) inputs.get(row.home_id)?.devices.push(toDevice(row));

  const incidents = await sql<{ home_id: string; device_id: string; type: string; opened_at: Date }>`
    select home_id, device_id, type, opened_at from incidents
    where state <> 'resolved' and class = 'technical' and device_id in (
      select id from devices where home_id = any(${homeIds}::uuid[]))
    order by opened_at`.execute(trx);
  for (const { home_id, device_id, type, opened_at } of incidents.rows) {
    inputs.get(home_id)?.incidents.push({ deviceId: device_id, type, since: opened_at.getTime() });
  }

  const modes = await sql<{ home_id: string; device_id: string | null; starts_at: Date; ends_at: Date }>`
    select h.id as home_id, case m.scope when 'device' then m.scope_id end as device_id, m.starts_at, m.ends_at
    from maintenance m
    left join devices d on m.scope = 'device' and d.id = m.scope_id
    join homes h on h.id = any(${homeIds}::uuid[])
    join areas a on a.id = h.area_id
    where m.ended_at is null and m.ends_at > ${now}
      and case m.scope when 'home' then m.scope_id = h.id when 'device' then d.home_id = h.id
        else m.scope_id = any(a.path) end`.execute(trx);
  for (const { home_id, device_id, starts_at, ends_at } of modes.rows) {
    inputs.get(home_id)?.maintenance.push({
      ...(device_id !== null && { deviceId: device_id }),
      from: starts_at.getTime(),
      until: ends_at.getTime(),
    });
  }
  return inputs;
}

function toDevice(row: DeviceRow): ProtectingDevice {
  return {
    id: row.id,
    kind: row.kind,
    room: row.room ?? undefined,
    gatewayId: row.gateway_id ?? undefined,
    createdAt: row.created_at.getTime(),
    lastHeardAt: row.last_heard_at?.getTime(),
    battery: row.battery ?? undefined,
    batteryAt: row.battery_at?.getTime(),
    online: row.online ?? undefined,
    onlineAt: row.online_at?.getTime(),
  };
}
