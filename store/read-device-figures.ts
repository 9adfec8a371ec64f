import { sql } from 'kysely';
import type { DeviceKind } from '../contracts/device.ts';
import type { DeviceFigures } from '../contracts/statistics.ts';
import type { Store } from './open-store.ts';
import { askedHomes, type StatisticsQuery } from './response-calls.ts';

interface Row {
  device_id: string;
  home_id: string;
  address: string;
  area_name: string;
  kind: DeviceKind | null;
  room: string | null;
  model: string | null;
  alarms: string;
  false_alarms: string;
}

/** The devices with the most false alarms among the incidents opened in a period, then those with the most alarms. */
export async function readDeviceFigures(
  store: Store,
  query: StatisticsQuery & { limit: number },
): Promise<DeviceFigures[]> {
  const { from, to, limit } = query;
  const { rows } = await sql<Row>`
    with asked as (
      select i.id, i.home_id, i.disposition
      from incidents i join homes h on h.id = i.home_id join areas a on a.id = h.area_id
      where i.opened_at >= ${from} and i.opened_at < ${to} and i.disposition is distinct from 'test'
        and ${askedHomes(query)}
    ), devices_said as (
      select e.device_id, s.home_id, count(*) as alarms,
        count(*) filter (where s.disposition = 'false_alarm') as false_alarms
      from asked s join incident_events e on e.incident_id = s.id
      where e.device_id is not null and not e.test
      group by e.device_id, s.home_id
      order by false_alarms desc, alarms desc, e.device_id limit ${limit}
    )
    select s.*, h.address, a.name as area_name, d.kind, d.room, d.model
    from devices_said s join homes h on h.id = s.home_id join areas a on a.id = h.area_id
    left join devices d on d.id = s.device_id
    order by s.false_alarms desc, s.alarms desc, s.device_id`.execute(store);
  return rows.map((row) => ({
    deviceId: row.device_id,
    homeId: row.home_id,
    address: row.address,
    areaName: row.area_name,
    ...(row.kind !== null && { kind: row.kind }),
    ...(row.room !== null && { room: row.room }),
    ...(row.model !== null && { model: row.model }),
    alarms: Number(row.alarms),
    falseAlarms: Number(row.false_alarms),
  }));
}
