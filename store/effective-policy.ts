import { sql, type Transaction } from 'kysely';
import type { Priority } from '../contracts/alarm.ts';
import { defaultPolicy, type Policy, type Step } from '../contracts/policy.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';

interface Row {
  id: string;
  area_id: string | null;
  priority: Priority;
  version: number;
  steps: Step[] | null;
}

type Db = Store | Transaction<Tables>;
type Policies = Record<Priority, Policy>;

/** A home, or an area by its path: itself and everything above it. Empty: the platform as a whole. */
type Place = { homeId: string } | { areaPath: readonly string[] };

/**
 * What is in force at a place, by priority: the newest version of the nearest area that sets anything, then that of
 * the whole platform, then the default.
 */
export async function effectivePolicies(db: Db, place: Place): Promise<Policies> {
  const path = 'areaPath' in place ? place.areaPath : await pathOf(db, place.homeId);
  return (await effectivePoliciesAt(db, path))(path);
}

/**
 * The same for many places in one query.
 * @param areaIds all areas of their paths
 * @returns what is in force at a path
 */
export async function effectivePoliciesAt(
  db: Db,
  areaIds: readonly string[],
): Promise<(path: readonly string[]) => Policies> {
  const { rows } = await sql<Row>`
    select distinct on (area_id, priority) id, area_id, priority, version, steps
    from policies where area_id = any(${areaIds}::uuid[]) or area_id is null
    order by area_id, priority, version desc`.execute(db);
  const at = new Map(rows.map((row) => [keyOf(row.area_id, row.priority), row]));
  return (path) => {
    const inForce = (priority: Priority): Policy => {
      for (const areaId of [...path, null]) {
        const row = at.get(keyOf(areaId, priority));
        // A version without steps: from then on what is inherited.
        if (row === undefined || row.steps === null) continue;
        const { id, version, steps } = row;
        return { id, version, ...(areaId !== null && { areaId }), priority, steps };
      }
      return defaultPolicy(priority);
    };
    return { 1: inForce(1), 2: inForce(2), 3: inForce(3) };
  };
}

function keyOf(areaId: string | null, priority: Priority): string {
  return `${areaId ?? 'platform'} ${priority}`;
}

async function pathOf(db: Db, homeId: string): Promise<string[]> {
  const { rows } = await sql<{ path: string[] }>`
    select a.path from homes h join areas a on a.id = h.area_id where h.id = ${homeId}`.execute(db);
  return rows[0]?.path ?? [];
}
