import { sql, type Transaction } from 'kysely';
import type { Tables } from './schema.ts';

/**
 * Opens a work order for each device that said something technical while a test ran. Ingest says what goes on again
 * by itself, but technical things only once a day; a battery that was found empty during a test is empty after it.
 * Whether it is over nobody can know here, and a work order too many is the lesser evil. Part of the transaction
 * that ends the mode, so it happens once.
 * @returns the incidents opened
 */
export async function raiseAfterTest(
  trx: Transaction<Tables>,
  maintenanceId: string,
  now: number,
): Promise<string[]> {
  const at = new Date(now);
  const result = await sql<{ id: string }>`
    with said as (
      select distinct on (i.device_id, i.type) i.home_id, i.device_id, i.type, i.priority, e.at, e.received_at, e.cause
      from incidents i
      join incident_events e on e.incident_id = i.id and e.alarm_id is not null
      join devices d on d.id = i.device_id
      where i.maintenance_id = ${maintenanceId}::uuid and i.class = 'technical' and i.disposition = 'test'
      order by i.device_id, i.type, i.opened_at desc
    ), opened as (
      insert into incidents (id, home_id, class, device_id, type, priority, state, opened_at, raised_at, version,
                             updated_at)
      select distinct on (device_id) gen_random_uuid(), home_id, 'technical', device_id, type, priority, 'open', ${at},
             ${at}, 1, ${at}
      from said order by device_id, received_at desc
      on conflict do nothing
      returning id, home_id, device_id, type
    ), events as (
      insert into incident_events (id, incident_id, type, at, received_at, device_id, cause)
      select gen_random_uuid(), e.id, e.type, e.at, e.received_at, e.device_id, e.cause
      from (select opened.id, said.type, said.at, said.received_at, said.device_id, said.cause, 0 as n
            from said join opened using (device_id)
            union all
            select id, 'maintenance_ended', ${at}, ${at}, null, null, 1 from opened) e
      order by e.n, e.at
    ), due as (
      insert into deadlines (incident_id, kind, step, due_at, set_at)
      select id, 'escalation', 0, ${at}, ${at} from opened
    ), audited as (
      insert into audit (at, actor, action, subject, home_id, detail)
      select ${at}, 'system', 'incident.opened', 'incident:' || id, home_id,
             jsonb_build_object('type', type, 'after', ${`maintenance:${maintenanceId}`}::text)
      from opened
    )
    select id from opened`.execute(trx);
  return result.rows.map(({ id }) => id);
}
