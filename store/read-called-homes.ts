import { sql } from 'kysely';
import type { Priority } from '../contracts/alarm.ts';
import type { MaintenanceMode } from '../contracts/maintenance.ts';
import type { Store } from './open-store.ts';

export interface CalledHome {
  homeId: string;
  priority: Priority;
  /** the mode that the incident is in right now */
  maintenance: MaintenanceMode | undefined;
}

/** The homes that these incidents are about, by incident; those that do not exist are left out. */
export async function readCalledHomes(
  store: Store,
  incidentIds: readonly string[],
  now: number,
): Promise<Map<string, CalledHome>> {
  const at = new Date(now);
  const { rows } = await sql<{
    id: string;
    home_id: string;
    priority: Priority;
    mode: MaintenanceMode | null;
  }>`
    select i.id, i.home_id, i.priority, m.mode
    from incidents i
    left join maintenance m on m.id = i.maintenance_id and m.ended_at is null and m.ends_at > ${at}
    where i.id = any(${incidentIds}::uuid[])`.execute(store);
  return new Map(
    rows.map((row) => [
      row.id,
      { homeId: row.home_id, priority: row.priority, maintenance: row.mode ?? undefined },
    ]),
  );
}
