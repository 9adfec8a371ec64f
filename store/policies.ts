import { sql, type Transaction } from 'kysely';
import type { Priority } from '../contracts/alarm.ts';
import { AnjuError } from '../contracts/errors.ts';
import type { PolicyVersion, Step } from '../contracts/policy.ts';
import { databaseTrouble } from './database-error.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

/** Where a policy is set: an area, or null for the whole platform. */
interface Place {
  areaId: string | null;
}

/** The newest version set at this very place, by priority; 0 where nothing ever was. */
export async function newestVersions(db: Db, { areaId }: Place): Promise<Record<Priority, number>> {
  const rows = await db
    .selectFrom('policies')
    .select((eb) => ['priority', eb.fn.max('version').as('version')])
    .where('area_id', 'is not distinct from', areaId)
    .groupBy('priority')
    .execute();
  const of = (priority: Priority): number => rows.find((row) => row.priority === priority)?.version ?? 0;
  return { 1: of(1), 2: of(2), 3: of(3) };
}

/** What was ever set at this very place, newest first. */
export async function listPolicyVersions(
  db: Db,
  {
    areaId,
    priority,
    limit,
    before,
  }: Place & { priority: Priority; limit: number; before?: number | undefined },
): Promise<PolicyVersion[]> {
  let select = db
    .selectFrom('policies as p')
    .leftJoin('users as u', 'u.id', 'p.created_by')
    .select(['p.id', 'p.version', 'p.steps', 'p.created_by', 'u.name', 'p.created_at'])
    .where('p.area_id', 'is not distinct from', areaId)
    .where('p.priority', '=', priority)
    .orderBy('p.version', 'desc')
    .limit(limit);
  if (before !== undefined) select = select.where('p.version', '<', before);
  const rows = await select.execute();
  return rows.map(({ id, version, steps, created_by: by, name, created_at: at }) => ({
    id,
    version,
    ...(steps !== null && { steps }),
    by,
    byName: name ?? by,
    at: at.toISOString(),
  }));
}

/**
 * Sets a policy from now on; incidents that are already calling keep the version they began with.
 * @param policy `steps` null: what is inherited. `seen`: the newest version that the person saw
 * @returns the new version
 * @throws AnjuError `policy_changed` when there is a newer one than `seen`, or one is made at the same moment
 */
export async function insertPolicyVersion(
  trx: Transaction<Tables>,
  policy: Place & {
    priority: Priority;
    steps: readonly Step[] | null;
    by: string;
    seen?: number | undefined;
  },
): Promise<number> {
  const { areaId, priority, steps, by, seen } = policy;
  const newest = (await newestVersions(trx, { areaId }))[priority];
  if (seen !== undefined && seen !== newest) throw changed(newest);
  const version = newest + 1;
  try {
    await trx
      .insertInto('policies')
      .values({
        id: newId(),
        area_id: areaId,
        priority,
        version,
        steps: steps && JSON.stringify(steps),
        created_by: by,
      })
      .execute();
  } catch (error) {
    if (databaseTrouble(error) === 'unique') throw changed(version);
    throw error;
  }
  return version;
}

/** Whether a policy that may still come into force names this webhook. */
export async function isWebhookInUse(db: Db, webhookId: string): Promise<boolean> {
  const target = JSON.stringify([{ targets: [{ webhookId }] }]);
  const { rows } = await sql`
    select 1 from (select distinct on (area_id, priority) steps from policies
                   order by area_id, priority, version desc) newest
    where newest.steps @> ${target}::jsonb limit 1`.execute(db);
  return rows.length > 0;
}

function changed(version: number): AnjuError {
  return new AnjuError('policy_changed', `version ${version} has been made meanwhile`);
}
