import { sql, type RawBuilder, type Transaction } from 'kysely';
import { SEARCH_KINDS, SEARCH_MATCHES, type SearchHit, type SearchKind } from '../contracts/search.ts';
import type { Store } from './open-store.ts';
import type { Tables } from './schema.ts';
import { areaInScope, homeInScope, type Scope } from './scope.ts';
import { KIND_LETTERS } from './search-entries.ts';
import { searchQuery } from './search-query.ts';

type Db = Store | Transaction<Tables>;

/** Fewer characters of an id than these fit too many. */
const ID_MIN = 4;

export interface Search {
  /** as it was typed */
  q: string;
  /** of each kind at most */
  limit: number;
  /** what the caller may find, and where */
  scopes: ReadonlyMap<SearchKind, Scope>;
}

interface FoundRow extends Omit<SearchHit, 'kind' | 'match' | 'incident'> {
  tier: number;
  incident?: SearchHit['incident'];
}

/**
 * Finds things by name (also by pinyin and initials), telephone number, address and id: the best match first, and
 * of equal ones an incident before a person before a place. Homes found bring their open incidents along.
 */
export async function search(db: Db, { q, limit, scopes }: Search): Promise<SearchHit[]> {
  const hits: SearchHit[] = [];
  const homes = new Set<string>();
  for (const kind of SEARCH_KINDS) {
    const scope = scopes.get(kind);
    if (scope === undefined || kind === 'incident') continue;
    const rows = (await findKind(db, kind, { q, limit, scope })).sort(
      (a, b) => a.tier - b.tier || a.title.localeCompare(b.title, 'zh-CN') || (a.id < b.id ? -1 : 1),
    );
    for (const row of rows.slice(0, limit)) {
      if (row.homeId !== undefined && (kind === 'home' || kind === 'resident')) homes.add(row.homeId);
      hits.push(toHit(kind, row));
    }
  }
  const incidentScope = scopes.get('incident');
  if (incidentScope !== undefined) {
    const rows = await findIncidents(db, { q, limit, scope: incidentScope, homes: [...homes] });
    hits.push(...rows.map((row) => toHit('incident', row)));
  }
  return hits.sort(
    (a, b) =>
      SEARCH_MATCHES.indexOf(a.match) - SEARCH_MATCHES.indexOf(b.match) ||
      SEARCH_KINDS.indexOf(a.kind) - SEARCH_KINDS.indexOf(b.kind),
  );
}

type Indexed = Exclude<SearchKind, 'incident'>;

/** Of every kind what it is called and where it is, for `e`, the entry found. */
const SHOWN: Record<Indexed, { columns: RawBuilder<unknown>; joins: RawBuilder<unknown> }> = {
  resident: {
    columns: sql`r.name as title, h.id as "homeId", h.address, a.name as "areaName", r.phone, r.birth_date as "birthDate"`,
    joins: sql`join residents r on r.id = e.id`,
  },
  home: { columns: sql`h.address as title, h.id as "homeId", a.name as "areaName"`, joins: sql`` },
  contact: {
    columns: sql`c.name as title, h.id as "homeId", h.address, a.name as "areaName", c.phone, c.relation`,
    joins: sql`join contacts c on c.id = e.id`,
  },
  device: {
    columns: sql`coalesce(d.friendly_name, d.ieee_address, d.id::text) as title, h.id as "homeId", h.address,
      a.name as "areaName", d.kind as "deviceKind", d.room`,
    joins: sql`join devices d on d.id = e.id`,
  },
  area: { columns: sql`a.name as title`, joins: sql`` },
  user: { columns: sql`u.name || ' (' || u.username || ')' as title, u.phone, u.roles`, joins: sql`` },
};

function placeOf(kind: Indexed, scope: Scope): { joins: RawBuilder<unknown>; inScope: RawBuilder<boolean> } {
  if (kind === 'area')
    return { joins: sql`join areas a on a.id = e.id`, inScope: areaInScope(scope, 'a.path') };
  if (kind === 'user') return { joins: sql`join users u on u.id = e.id`, inScope: userInScope(scope) };
  return {
    joins: sql`join homes h on h.id = e.home_id join areas a on a.id = h.area_id`,
    inScope: homeInScope(scope, { home: 'h.id', path: 'a.path' }),
  };
}

/** The people whom a supervisor manages: those of their areas, never an admin. */
function userInScope(scope: Scope): RawBuilder<boolean> {
  if (scope.all) return sql<boolean>`true`;
  return sql<boolean>`(not u.roles @> array['admin'] and (
    exists (select 1 from areas a where a.id = any(u.area_ids) and a.path && ${scope.areaIds}::uuid[])
    or exists (select 1 from homes h join areas a on a.id = h.area_id
               where h.id = any(u.home_ids) and a.path && ${scope.areaIds}::uuid[])))`;
}

/** The tiers one after the other in one statement: the next is only read when those before were not enough. */
async function findKind(
  db: Db,
  kind: Indexed,
  { q, limit, scope }: { q: string; limit: number; scope: Scope },
): Promise<FoundRow[]> {
  const query = searchQuery(q, KIND_LETTERS[kind]);
  if (query === undefined) return [];
  const { columns, joins } = SHOWN[kind];
  const { joins: placed, inScope } = placeOf(kind, scope);
  // A family's few homes are looked up first, instead of everybody who is called the same.
  const ownOnly = !scope.all && scope.areaIds.length === 0;
  const near = ownOnly ? sql`home_id = any(${scope.homeIds}::uuid[])` : sql`true`;
  const byKeys = [query.exact, query.prefix, query.part].map(
    (wanted, tier) => sql`(
      select e.id, ${sql.lit(tier)} as tier, ${columns}
      from (select id, home_id from search_entries where keys @@ ${wanted}::tsquery and ${near} offset 0) e ${placed} ${joins}
      where ${inScope} limit ${limit})`,
  );
  const range = kind === 'device' ? idRange(q) : undefined;
  const byId = range
    ? [
        sql`(select e.id, 1 as tier, ${columns}
          from (select id, home_id from devices where id between ${range.from}::uuid and ${range.to}::uuid) e
          ${placed} ${joins} where ${inScope} limit ${limit})`,
      ]
    : [];
  const { rows } = await sql<FoundRow>`
    select * from (${sql.join([...byId, ...byKeys], sql` union all `)}) as found
    limit ${limit * (1 + byId.length)}`.execute(db);
  return [...new Map(rows.toReversed().map((row) => [row.id, row])).values()];
}

async function findIncidents(
  db: Db,
  { q, limit, scope, homes }: { q: string; limit: number; scope: Scope; homes: readonly string[] },
): Promise<FoundRow[]> {
  const range = idRange(q);
  if (range === undefined && homes.length === 0) return [];
  const { rows } = await sql<FoundRow>`
    select i.id, case when i.id between ${range?.from ?? null}::uuid and ${range?.to ?? null}::uuid then 1 else 2 end as tier,
      coalesce((select string_agg(r.name, ', ' order by r.created_at, r.id) from residents r where r.home_id = h.id),
               h.address) as title,
      h.id as "homeId", h.address, a.name as "areaName",
      json_build_object('type', i.type, 'priority', i.priority, 'state', i.state, 'openedAt', i.opened_at) as incident
    from (
      select * from incidents where id between ${range?.from ?? null}::uuid and ${range?.to ?? null}::uuid
      union
      select * from incidents where home_id = any(${homes}::uuid[]) and state <> 'resolved'
    ) i
    join homes h on h.id = i.home_id
    join areas a on a.id = h.area_id
    where ${homeInScope(scope, { home: 'h.id', path: 'a.path' })}
    order by tier, i.state = 'resolved', i.priority, i.opened_at desc
    limit ${limit}`.execute(db);
  return rows;
}

/** The ids that begin like this, as a range that the primary key knows; undefined when it is no beginning of one. */
function idRange(q: string): { from: string; to: string } | undefined {
  const hex = q.trim().toLowerCase().replaceAll('-', '');
  if (!/^[0-9a-f]+$/.test(hex) || hex.length < ID_MIN || hex.length > 32) return undefined;
  return { from: hex.padEnd(32, '0'), to: hex.padEnd(32, 'f') };
}

function toHit(kind: SearchKind, { tier, incident, ...row }: FoundRow): SearchHit {
  const known = Object.entries(row).filter(([, value]) => value !== null);
  return {
    kind,
    match: SEARCH_MATCHES[tier] ?? 'part',
    ...(Object.fromEntries(known) as Pick<SearchHit, 'id' | 'title'>),
    ...(incident && { incident: { ...incident, openedAt: new Date(incident.openedAt).toISOString() } }),
  };
}
