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
  steps: Step[];
}

/** A home, or an area by its path: itself and everything above it. Empty: the platform as a whole. */
type Place = { homeId: string } | { areaPath: readonly string[] };

/**
 * What is in force at a place, by priority: the newest version of the nearest area that sets anything, then that of
 * the whole platform, then the default.
 */
export async function effectivePolicies(
  db: Store | Transaction<Tables>,
  place: Place,
): Promise<Record<Priority, Policy>> {
  const path =
    'homeId' in place
      ? sql`(select a.path from homes h join areas a on a.id = h.area_id where h.id = ${place.homeId})`
      : sql`${place.areaPath}::uuid[]`;
  const { rows } = await sql<Row>`
    select distinct on (newest.priority) newest.id, newest.area_id, newest.priority, newest.version, newest.steps
    from (select ${path} as path) place
    cross join lateral (
      select distinct on (p.area_id, p.priority) p.*
      from policies p where p.area_id = any(place.path) or p.area_id is null
      order by p.area_id, p.priority, p.version desc
    ) newest
    where newest.steps is not null
    order by newest.priority, array_position(place.path, newest.area_id) nulls last`.execute(db);
  const inForce = (priority: Priority): Policy => {
    const row = rows.find((each) => each.priority === priority);
    if (row === undefined) return defaultPolicy(priority);
    const { id, version, steps } = row;
    return { id, version, ...(row.area_id !== null && { areaId: row.area_id }), priority, steps };
  };
  return { 1: inForce(1), 2: inForce(2), 3: inForce(3) };
}
