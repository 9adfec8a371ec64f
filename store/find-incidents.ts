import { sql, type Transaction } from 'kysely';
import { CANARY } from '../contracts/canary.ts';
import type { AlarmType } from '../contracts/alarm.ts';
import type { Disposition, IncidentState } from '../contracts/incident.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';
import { homeInScope, type Scope } from './scope.ts';

export interface IncidentQuery {
  scope: Scope;
  states?: readonly IncidentState[] | undefined;
  homeId?: string | undefined;
  types?: readonly AlarmType[] | undefined;
  dispositions?: readonly Disposition[] | undefined;
  /** opened at or after */
  from?: Date | undefined;
  /** opened before */
  to?: Date | undefined;
  limit: number;
  /** where the page before ended */
  after?: { openedAt: Date; id: string } | undefined;
}

/** Ids of incidents in scope, newest first. */
export async function findIncidents(
  store: Store,
  query: IncidentQuery,
): Promise<{ id: string; openedAt: Date }[]> {
  let select = store
    .selectFrom('incidents as i')
    .innerJoin('homes as h', 'h.id', 'i.home_id')
    .innerJoin('areas as a', 'a.id', 'h.area_id')
    .select(['i.id', 'i.opened_at as openedAt'])
    .where(homeInScope(query.scope, { home: 'h.id', path: 'a.path' }))
    .orderBy('i.opened_at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(query.limit);
  if (query.states !== undefined) select = select.where('i.state', 'in', query.states);
  if (query.types !== undefined) select = select.where('i.type', 'in', query.types);
  if (query.dispositions !== undefined) select = select.where('i.disposition', 'in', query.dispositions);
  if (query.homeId !== undefined) select = select.where('i.home_id', '=', query.homeId);
  if (query.from !== undefined) select = select.where('i.opened_at', '>=', query.from);
  if (query.to !== undefined) select = select.where('i.opened_at', '<', query.to);
  if (query.after !== undefined) {
    const { openedAt, id } = query.after;
    select = select.where(sql<boolean>`(i.opened_at, i.id) < (${openedAt}::timestamptz, ${id}::uuid)`);
  }
  return select.execute();
}

/** Everything in scope that is not resolved, most urgent and longest waiting first. */
export async function findActiveIncidents(store: Store, scope: Scope): Promise<string[]> {
  const rows = await store
    .selectFrom('incidents as i')
    .innerJoin('homes as h', 'h.id', 'i.home_id')
    .innerJoin('areas as a', 'a.id', 'h.area_id')
    .select('i.id')
    // Written out, so that the partial index on what is not resolved serves it.
    .where(sql<boolean>`i.state <> 'resolved'`)
    .where(homeInScope(scope, { home: 'h.id', path: 'a.path' }))
    .orderBy('i.priority')
    .orderBy('i.raised_at')
    .execute();
  return rows.map((row) => row.id);
}

/** Which incidents have changed since, and to what version: what a live feed may have missed. Not the canary's. */
export async function findChangedIncidents(
  store: Store,
  since: Date,
): Promise<{ id: string; version: number }[]> {
  return store
    .selectFrom('incidents')
    .select(['id', 'version'])
    .where('updated_at', '>=', since)
    .where('home_id', '<>', CANARY.homeId)
    .execute();
}

/** The home of an incident and the path of its area. */
export async function findIncidentHome(
  store: Store | Transaction<Tables>,
  id: string,
): Promise<{ id: string; path: string[] } | undefined> {
  return store
    .selectFrom('incidents as i')
    .innerJoin('homes as h', 'h.id', 'i.home_id')
    .innerJoin('areas as a', 'a.id', 'h.area_id')
    .select(['h.id', 'a.path'])
    .where('i.id', '=', id)
    .executeTakeFirst();
}
