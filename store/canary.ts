import { sql } from 'kysely';
import { CANARY } from '../contracts/canary.ts';
import type { Actor } from '../contracts/incident-transition.ts';
import { applyActionIn } from './apply-transition.ts';
import { change } from './change.ts';
import { newDeviceSecret } from './device-secret.ts';
import type { Store } from './open-store.ts';

const CANARY_PERSON: Actor = { kind: 'user', id: CANARY.personId, override: true };

/**
 * Makes sure of the canary's area, home and button, and gives the button a new secret. Safe to call at every start.
 * @returns the secret; the one before is worth nothing any more
 */
export async function ensureCanary(store: Store): Promise<string> {
  const { secret, hash } = newDeviceSecret();
  return change(store, async (trx) => {
    await trx
      .insertInto('areas')
      .values({ id: CANARY.areaId, name: 'Anju', path: [CANARY.areaId] })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await trx
      .insertInto('homes')
      .values({
        id: CANARY.homeId,
        area_id: CANARY.areaId,
        address: CANARY.name,
        timezone: 'Asia/Shanghai',
        canary: true,
      })
      .onConflict((conflict) => conflict.column('id').doUpdateSet({ canary: true, area_id: CANARY.areaId }))
      .execute();
    await trx
      .insertInto('devices')
      .values({ id: CANARY.deviceId, home_id: CANARY.homeId, kind: 'sos', secret_hash: hash })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet({ home_id: CANARY.homeId, secret_hash: hash }),
      )
      .execute();
    return {
      result: secret,
      audit: {
        actor: 'system',
        action: 'device.secret_rotated',
        subject: `device:${CANARY.deviceId}`,
        homeId: CANARY.homeId,
      },
    };
  });
}

/** The newest incident of the canary home: the one that its last press has opened or joined. */
export async function findCanaryIncident(store: Store): Promise<string | undefined> {
  const row = await store
    .selectFrom('incidents')
    .select('id')
    .where('home_id', '=', CANARY.homeId)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

/**
 * Takes and closes an incident of the canary as a test, so that the next press opens a new one.
 * @throws AnjuError when it is closed already
 */
export async function resolveCanaryIncident(store: Store, incidentId: string): Promise<void> {
  await store.transaction().execute(async (trx) => {
    const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(trx);
    const now = rows[0]?.at.getTime() ?? Date.now();
    await applyActionIn(trx, { incidentId, action: { kind: 'acknowledge', by: CANARY_PERSON } }, now);
    await applyActionIn(
      trx,
      { incidentId, action: { kind: 'resolve', by: CANARY_PERSON, disposition: 'test' } },
      now,
    );
  });
}

/**
 * Deletes what the canary has left behind: 1,440 incidents a day that nobody asks for. The audit trail keeps its rows.
 * @param olderThanMs by the database's clock
 * @returns how many incidents went
 */
export async function deleteOldCanaryIncidents(store: Store, olderThanMs: number): Promise<number> {
  return store.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      select id from incidents where home_id = ${CANARY.homeId}
        and opened_at < clock_timestamp() - ${olderThanMs} * interval '1 ms'`.execute(trx);
    const ids = rows.map((row) => row.id);
    if (ids.length === 0) return 0;
    // What refers to others goes before what it refers to.
    for (const table of [
      'answers',
      'answer_links',
      'notifications',
      'device_commands',
      'deadlines',
      'incident_events',
    ] as const) {
      await sql`delete from ${sql.table(table)} where incident_id = any(${ids}::uuid[])`.execute(trx);
    }
    await sql`delete from incidents where id = any(${ids}::uuid[])`.execute(trx);
    return ids.length;
  });
}
