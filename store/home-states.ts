import { sql, type RawBuilder } from 'kysely';
import type { AreaProtection, HomeState, MappedHome } from '../contracts/home-state.ts';
import type { ProtectionReason, ProtectionState } from '../contracts/protection.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import { areaInScope, homeInScope, type Scope } from './scope.ts';

interface MappedRow {
  id: string;
  area_id: string;
  area_name: string;
  address: string;
  residents: string[] | null;
  lat: number | null;
  lng: number | null;
  created_at: Date;
  state: ProtectionState | null;
  reasons: ProtectionReason[] | null;
  since: Date | null;
  incident: MappedHome['openIncident'] | null;
}

/** Degrees: west, south, east, north (the order of GeoJSON, RFC 7946 §5). */
export type Box = readonly [number, number, number, number];

interface PlaceQuery {
  scope: Scope;
  areaId?: string | undefined;
}

/** Homes with their state and gravest open incident, for a map: oldest first. */
export async function listHomeStates(
  store: Store,
  query: PageQuery & PlaceQuery & { box?: Box | undefined },
): Promise<Page<MappedHome>> {
  const { box, cursor, limit } = query;
  const conditions = [inPlace(query)];
  if (cursor !== undefined) conditions.push(sql`h.id > ${cursor}::uuid`);
  if (box !== undefined) {
    const [west, south, east, north] = box;
    conditions.push(sql`h.lat between ${south} and ${north} and h.lng between ${west} and ${east}`);
  }
  const rows = await select(store, conditions, sql`order by h.id limit ${limit + 1}`);
  return page(rows, limit, toMappedHome);
}

/** Homes that are not protected, those that have been so for longest first. Homes that nobody has judged yet are none. */
export async function listUnprotected(
  store: Store,
  query: PlaceQuery & {
    states: readonly ProtectionState[];
    after?: { at: Date; id: string } | undefined;
    limit: number;
  },
): Promise<{ homes: MappedHome[]; last?: { at: Date; id: string } }> {
  const { states, after, limit } = query;
  const conditions = [inPlace(query), sql`p.state <> 'protected' and p.state = any(${states}::text[])`];
  if (after !== undefined) conditions.push(sql`(p.since, h.id) > (${after.at}, ${after.id}::uuid)`);
  const rows = await select(store, conditions, sql`order by p.since, h.id limit ${limit + 1}`);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    homes: rows.slice(0, limit).map(toMappedHome),
    ...(last?.since && { last: { at: last.since, id: last.id } }),
  };
}

/** How many homes are in which state, for every area in place and scope, with all that lies below it. */
export async function countProtection(
  store: Store,
  { scope, areaId }: PlaceQuery,
): Promise<AreaProtection[]> {
  const { rows } = await sql<{
    id: string;
    name: string;
    parent_id: string | null;
    counts: Partial<Record<ProtectionState, number>> | null;
  }>`
    with counted as (
      select h.area_id, coalesce(p.state, 'unprotected') as state, count(*)::int as n
      from homes h join areas a on a.id = h.area_id left join home_protection p on p.home_id = h.id
      where ${inPlace({ scope, areaId })}
      group by 1, 2
    ), summed as (
      select above.id, c.state, sum(c.n)::int as n
      from counted c join areas a on a.id = c.area_id cross join lateral unnest(a.path) as above(id)
      group by 1, 2
    )
    select a.id, a.name, a.parent_id,
      (select json_object_agg(s.state, s.n) from summed s where s.id = a.id) as counts
    from areas a
    where ${areaInScope(scope, 'a.path')} and ${below(areaId)}
    order by a.id`.execute(store);
  return rows.map(({ id, name, parent_id, counts }) => ({
    areaId: id,
    name,
    ...(parent_id !== null && { parentId: parent_id }),
    counts: { protected: 0, impaired: 0, unprotected: 0, maintenance: 0, ...counts },
  }));
}

/** States that have changed since, in order. @param after the last one that is known already */
export async function findChangedHomeStates(
  store: Store,
  { since, after, limit }: { since: Date; after?: { at: Date; id: string } | undefined; limit: number },
): Promise<HomeState[]> {
  const { rows } = await sql<ChangedRow & { since: Date; changed_at: Date }>`
    select h.id, h.area_id, p.state, p.reasons, p.since, p.changed_at
    from home_protection p join homes h on h.id = p.home_id
    where p.changed_at >= ${since} and not h.canary
      and (${after?.at ?? null}::timestamptz is null
        or (p.changed_at, h.id) > (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by p.changed_at, h.id limit ${limit}`.execute(store);
  return rows.map((row) => toHomeState(row, row.changed_at));
}

/** The newest row of the audit trail; `0` when there is none. */
export async function lastAuditId(store: Store): Promise<string> {
  const { rows } = await sql<{ id: string }>`select coalesce(max(id), 0)::text as id from audit`.execute(
    store,
  );
  return rows[0]?.id ?? '0';
}

/**
 * Homes of which somebody has changed what is on record (the home itself, its residents, contacts, devices or orders to go there), by the
 * audit trail: every such change writes a row there, whichever process makes it.
 * @param after an id of the audit trail
 */
export async function findChangedRecords(
  store: Store,
  after: string,
): Promise<{ auditId: string; home: HomeState & { recordChangedAt: string } }[]> {
  const { rows } = await sql<ChangedRow & { audit_id: string; at: Date; created_at: Date }>`
    with news as materialized (
      select home_id, max(id) as audit_id, max(at) as at from audit
      where id > ${after}::bigint and home_id is not null
        and split_part(action, '.', 1) in ('home', 'resident', 'contact', 'device', 'dispatch')
      group by home_id
    )
    select n.audit_id::text, n.at, h.id, h.area_id, h.created_at, p.state, p.reasons, p.since, p.changed_at
    from news n join homes h on h.id = n.home_id left join home_protection p on p.home_id = h.id
    where not h.canary
    order by n.audit_id`.execute(store);
  return rows.map((row) => ({
    auditId: row.audit_id,
    home: { ...toHomeState(row, row.created_at), recordChangedAt: row.at.toISOString() },
  }));
}

interface ChangedRow {
  id: string;
  area_id: string;
  state: ProtectionState | null;
  reasons: ProtectionReason[] | null;
  since: Date | null;
  changed_at: Date | null;
}

/** A home that nobody has judged yet is not protected, since it exists. */
function toHomeState(row: ChangedRow, createdAt: Date): HomeState {
  const { state } = row;
  return {
    id: row.id,
    areaId: row.area_id,
    state: state ?? 'unprotected',
    protected: state === 'protected',
    reasons: row.reasons ?? [],
    since: (row.since ?? createdAt).toISOString(),
    changedAt: (row.changed_at ?? createdAt).toISOString(),
  };
}

async function select(
  store: Store,
  conditions: readonly RawBuilder<unknown>[],
  tail: RawBuilder<unknown>,
): Promise<MappedRow[]> {
  // What is open is a short list, whatever the number of homes: it is read once, not once for each home.
  const { rows } = await sql<MappedRow>`
    with gravest as materialized (
      select distinct on (home_id) home_id,
        json_build_object('id', id, 'type', type, 'priority', priority, 'state', state) as incident
      from incidents where state <> 'resolved'
      order by home_id, class = 'safety' desc, priority, raised_at
    )
    select h.id, h.area_id, a.name as area_name, h.address, h.lat, h.lng, h.created_at,
      p.state, p.reasons, p.since, g.incident,
      (select array_agg(r.name order by r.id) from residents r where r.home_id = h.id) as residents
    from homes h
    join areas a on a.id = h.area_id
    left join home_protection p on p.home_id = h.id
    left join gravest g on g.home_id = h.id
    where ${sql.join(conditions, sql` and `)}
    ${tail}`.execute(store);
  return rows;
}

function inPlace({ scope, areaId }: PlaceQuery): RawBuilder<unknown> {
  return sql`${homeInScope(scope, { home: 'h.id', path: 'a.path' })} and ${below(areaId)}`;
}

function below(areaId: string | undefined): RawBuilder<unknown> {
  return areaId === undefined ? sql`true` : sql`a.path @> array[${areaId}::uuid]`;
}

function toMappedHome(row: MappedRow): MappedHome {
  return {
    id: row.id,
    areaId: row.area_id,
    areaName: row.area_name,
    address: row.address,
    residents: row.residents ?? [],
    ...(row.lat !== null && row.lng !== null && { location: { lat: row.lat, lng: row.lng } }),
    // Not judged yet is not "all is well".
    state: row.state ?? 'unprotected',
    reasons: row.reasons ?? [],
    since: (row.since ?? row.created_at).toISOString(),
    ...(row.incident && { openIncident: row.incident }),
  };
}
