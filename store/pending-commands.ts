import { sql } from 'kysely';
import { COMMAND_LIFETIME_MS, type Stage } from '../contracts/device-command.ts';
import type { Store } from './open-store.ts';

/** A command that its target has not acknowledged yet. */
export interface PendingCommand {
  id: string;
  /** who receives it: the device itself, or the gateway that speaks for it */
  targetId: string;
  /** whose alarm it was */
  deviceId: string;
  incidentId: string;
  stage: Stage;
  createdAt: Date;
}

/**
 * What waits for each of these targets, in the order in which it was written; the first `perTarget` of each. One probe
 * of the partial index for a target that nothing waits for, which is nearly every one.
 * @param now epoch ms; what is older than COMMAND_LIFETIME_MS is left out
 */
export async function findPendingCommands(
  store: Store,
  { targetIds, perTarget, now }: { targetIds: readonly string[]; perTarget: number; now: number },
): Promise<PendingCommand[]> {
  const { rows } = await sql<PendingCommand>`
    select c.id, c.target_id as "targetId", c.device_id as "deviceId", c.incident_id as "incidentId", c.stage,
           c.created_at as "createdAt"
    from unnest(${targetIds}::uuid[]) as t(id)
    cross join lateral (
      select * from device_commands
      where target_id = t.id and delivered_at is null and created_at > ${oldest(now)}
      order by seq limit ${perTarget}
    ) c
    order by c.target_id, c.seq`.execute(store);
  return rows;
}

/**
 * Which of these targets something waits for. The limit keeps it one probe of the partial index for each: as `exists`
 * it would be planned as a hash of all that waits for devices that are away.
 */
export async function findTargetsWithPending(
  store: Store,
  targetIds: readonly string[],
  now: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select t.id from unnest(${targetIds}::uuid[]) as t(id)
    cross join lateral (
      select 1 from device_commands
      where target_id = t.id and delivered_at is null and created_at > ${oldest(now)}
      limit 1
    ) c`.execute(store);
  return rows.map(({ id }) => id);
}

/** Writes down that commands arrived. Doing it twice changes nothing. */
export async function markDelivered(
  store: Store,
  delivered: readonly { id: string; at: Date }[],
): Promise<void> {
  await sql`
    update device_commands c set delivered_at = m.at
    from unnest(${delivered.map(({ id }) => id)}::uuid[], ${delivered.map(({ at }) => at)}::timestamptz[]) as m(id, at)
    where c.id = m.id and c.delivered_at is null`.execute(store);
}

function oldest(now: number): Date {
  return new Date(now - COMMAND_LIFETIME_MS);
}
