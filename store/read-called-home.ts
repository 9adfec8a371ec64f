import { sql } from 'kysely';
import type { Priority } from '../contracts/alarm.ts';
import type { MaintenanceMode } from '../contracts/maintenance.ts';
import type { Store } from './open-store.ts';

/** The home that an incident is about, and the mode it is in right now. */
export async function readCalledHome(
  store: Store,
  incidentId: string,
  now: number,
): Promise<{ homeId: string; priority: Priority; maintenance: MaintenanceMode | undefined } | undefined> {
  const at = new Date(now);
  const { rows } = await sql<{ home_id: string; priority: Priority; mode: MaintenanceMode | null }>`
    select i.home_id, i.priority, m.mode
    from incidents i
    left join maintenance m on m.id = i.maintenance_id and m.ended_at is null and m.ends_at > ${at}
    where i.id = ${incidentId}`.execute(store);
  const row = rows[0];
  return row && { homeId: row.home_id, priority: row.priority, maintenance: row.mode ?? undefined };
}
