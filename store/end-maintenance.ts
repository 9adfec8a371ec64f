import { sql, type Transaction } from 'kysely';
import { transition } from '../contracts/incident-transition.ts';
import type { MaintenanceMode, MaintenanceScope } from '../contracts/maintenance.ts';
import { writeTransition } from './apply-transition.ts';
import { writeAudit } from './audit.ts';
import { lockIncident } from './lock-incident.ts';
import type { Store } from './open-store.ts';
import { raiseAfterTest } from './raise-after-test.ts';
import type { Tables } from './schema.ts';

/** Modes and incidents looked at in one call at most: a whole district must not hold the sweep. */
const BATCH = 200;

/**
 * Ends every test or maintenance mode that has run out, and raises again what was opened under one that is over and
 * is not resolved (DOMAIN rule 11). Safe to call at any moment and from several processes at once.
 *
 * A mode is ended in one transaction, each incident raised in another: whatever dies in between is found by the next
 * call, and so is an alarm that was being written down under a mode while somebody ended it.
 * @param now epoch ms
 * @returns the incidents that have changed
 */
export async function endMaintenance(store: Store, now: number): Promise<string[]> {
  const over = await store
    .selectFrom('maintenance')
    .select('id')
    .where('ended_at', 'is', null)
    .where('ends_at', '<=', new Date(now))
    .orderBy('ends_at')
    .limit(BATCH)
    .execute();
  const raised: string[] = [];
  for (const { id } of over) {
    const ended = await store.transaction().execute((trx) => endOne(trx, { id, by: undefined, now }));
    raised.push(...(ended ?? []));
  }
  return [...raised, ...(await raiseWhatWaited(store, now))];
}

/**
 * Ends one mode before its time, and raises again what was opened under it.
 * @param by the user who ends it
 * @returns the incidents that have changed; undefined when it was over already
 */
export async function endMaintenanceEarly(
  store: Store,
  { id, by, now }: { id: string; by: string; now: number },
): Promise<string[] | undefined> {
  const ended = await store.transaction().execute((trx) => endOne(trx, { id, by, now }));
  return ended && [...ended, ...(await raiseWhatWaited(store, now, id))];
}

/** @returns the incidents opened by the end; undefined when another was first */
async function endOne(
  trx: Transaction<Tables>,
  { id, by, now }: { id: string; by: string | undefined; now: number },
): Promise<string[] | undefined> {
  const at = new Date(now);
  const due = by === undefined ? sql`ends_at <= ${at}` : sql`ends_at > ${at}`;
  const result = await sql<{ scope: MaintenanceScope; mode: MaintenanceMode; home_id: string | null }>`
    update maintenance m set ended_at = ${at}, ended_by = ${by ?? null}::uuid
    where id = ${id}::uuid and ended_at is null and ${due}
    returning m.scope, m.mode, case m.scope when 'home' then m.scope_id
      when 'device' then (select d.home_id from devices d where d.id = m.scope_id) end as home_id`.execute(
    trx,
  );
  const row = result.rows[0];
  if (row === undefined) return undefined;
  const { home_id: homeId, mode } = row;
  await writeAudit(trx, [
    {
      at,
      actor: by ?? 'system',
      action: 'maintenance.ended',
      subject: `maintenance:${id}`,
      ...(homeId !== null && { homeId }),
      detail: { mode, early: by !== undefined },
    },
  ]);
  return mode === 'test' ? raiseAfterTest(trx, id, now) : [];
}

async function raiseWhatWaited(store: Store, now: number, maintenanceId?: string): Promise<string[]> {
  const waiting = await sql<{ id: string }>`
    select i.id
    from incidents i join maintenance m on m.id = i.maintenance_id
    where i.state <> 'resolved' and (m.ended_at is not null or m.ends_at <= ${new Date(now)})
      and (${maintenanceId ?? null}::uuid is null or m.id = ${maintenanceId ?? null}::uuid)
    order by i.priority, i.raised_at limit ${BATCH}`.execute(store);
  const raised: string[] = [];
  for (const { id } of waiting.rows) {
    if (await raiseAgain(store, id, now)) raised.push(id);
  }
  return raised;
}

async function raiseAgain(store: Store, incidentId: string, now: number): Promise<boolean> {
  return store.transaction().execute(async (trx) => {
    const row = await lockIncident(trx, (incidents) =>
      incidents.where('id', '=', incidentId).where('maintenance_id', 'is not', null),
    );
    const result = row && transition(row.facts, { kind: 'maintenance_ended' }, now);
    // Resolved since the look, raised by another process, or taken out of it by another alarm.
    if (row === undefined || !result?.ok) return false;
    const at = new Date(now);
    const mode = await trx
      .selectFrom('maintenance')
      .innerJoin('incidents', 'incidents.maintenance_id', 'maintenance.id')
      .select(['maintenance.id', 'maintenance.ended_by as endedBy', 'maintenance.reason'])
      .where('incidents.id', '=', incidentId)
      .executeTakeFirst();
    const endedBy = mode?.endedBy;
    await writeTransition(trx, row, result.facts, now, {
      event: {
        type: 'maintenance_ended',
        at,
        receivedAt: at,
        by: endedBy ? { kind: 'user', id: endedBy, override: false } : undefined,
        text: mode?.reason,
      },
      audit: {
        actor: endedBy ?? 'system',
        action: 'incident.maintenance_ended',
        detail: { maintenance: mode?.id },
      },
    });
    return true;
  });
}
