import { sql, type Transaction } from 'kysely';
import type { Stage } from '../contracts/device-command.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

/**
 * Writes down what the devices shall say whose alarms an incident has collected, as part of the transaction that
 * makes it so; the broker delivers it and keeps it until then (DOMAIN rule 4). A device that cannot connect itself is
 * told through its gateway. Technical incidents tell nobody: a sensor with a low battery is not waiting for help.
 * @param deviceId only this one
 */
export async function commandDevices(
  trx: Transaction<Tables>,
  command: { incidentId: string; stage: Stage; deviceId?: string },
  now: number,
): Promise<void> {
  await sql`
    insert into device_commands (id, target_id, device_id, incident_id, stage, created_at)
    select gen_random_uuid(), case when d.secret_hash is null then d.gateway_id else d.id end, d.id, i.id,
           ${command.stage}, ${new Date(now)}
    from incidents i
    join devices d on d.id in (select e.device_id from incident_events e where e.incident_id = i.id and not e.test)
    where i.id = ${command.incidentId} and i.class = 'safety'
      and (${command.deviceId ?? null}::uuid is null or d.id = ${command.deviceId ?? null}::uuid)
      and (d.secret_hash is not null or d.gateway_id is not null)`.execute(trx);
}

/**
 * The devices and gateways that have not been told yet what became of these incidents. Goes from the incidents' events
 * to the devices, because commands are indexed by who receives them.
 */
export async function findCommandTargets(store: Store, incidentIds: readonly string[]): Promise<string[]> {
  if (incidentIds.length === 0) return [];
  const { rows } = await sql<{ id: string }>`
    select distinct t.id
    from incident_events e
    join devices d on d.id = e.device_id
    cross join lateral (select case when d.secret_hash is null then d.gateway_id else d.id end as id) t
    where e.incident_id = any(${incidentIds}::uuid[])
      and exists (select 1 from device_commands c where c.target_id = t.id and c.delivered_at is null)`.execute(
    store,
  );
  return rows.map(({ id }) => id);
}
