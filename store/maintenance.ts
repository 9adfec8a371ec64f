import { sql, type Transaction } from 'kysely';
import type {
  Maintenance,
  MaintenanceMode,
  MaintenanceScope,
  MaintenanceState,
} from '../contracts/maintenance.ts';
import { newId } from './new-id.ts';
import type { Store } from './open-store.ts';
import { page, type Page, type PageQuery } from './page.ts';
import type { Scope } from './scope.ts';
import type { Tables } from './schema.ts';

type Db = Store | Transaction<Tables>;

export interface NewMaintenance {
  mode: MaintenanceMode;
  scope: MaintenanceScope;
  scopeId: string;
  reason: string;
  ownerId: string;
  startsAt: Date;
  endsAt: Date;
}

interface Row {
  id: string;
  mode: MaintenanceMode;
  scope: MaintenanceScope;
  scope_id: string;
  home_id: string | null;
  area_id: string | null;
  reason: string;
  owner_id: string;
  owner_name: string | null;
  starts_at: Date;
  ends_at: Date;
  ended_at: Date | null;
  ended_by: string | null;
}

export async function insertMaintenance(db: Db, maintenance: NewMaintenance): Promise<string> {
  const id = newId();
  await db
    .insertInto('maintenance')
    .values({
      id,
      mode: maintenance.mode,
      scope: maintenance.scope,
      scope_id: maintenance.scopeId,
      reason: maintenance.reason,
      owner_id: maintenance.ownerId,
      starts_at: maintenance.startsAt,
      ends_at: maintenance.endsAt,
    })
    .execute();
  return id;
}

/** Modes in scope, the newest first; those of an area above count for whoever is below. */
export async function listMaintenance(
  db: Db,
  query: PageQuery & {
    scope: Scope;
    states?: readonly MaintenanceState[] | undefined;
    /** those that this home, or a device of it, is in */
    homeId?: string | undefined;
    now: Date;
  },
): Promise<Page<Maintenance>> {
  const { scope, states, homeId, now, cursor, limit } = query;
  const conditions = [scope.all ? sql`true` : coveredBy(scope.areaIds)];
  if (states !== undefined) conditions.push(sql`(${stateAt(now)}) = any(${states}::text[])`);
  if (cursor !== undefined) conditions.push(sql`m.id < ${cursor}::uuid`);
  if (homeId !== undefined) {
    conditions.push(sql`(h.id = ${homeId}::uuid or m.scope = 'area' and m.scope_id = any(
      select unnest(a2.path) from homes h2 join areas a2 on a2.id = h2.area_id where h2.id = ${homeId}::uuid))`);
  }
  const result = await sql<Row>`
    ${selected} where ${sql.join(conditions, sql` and `)}
    order by m.id desc limit ${limit + 1}`.execute(db);
  return page(result.rows, limit, (row) => toMaintenance(row, now));
}

/** @param scope leaves out what is not in it */
export async function findMaintenance(
  db: Db,
  id: string,
  now: Date,
  scope: Scope = { all: true },
): Promise<Maintenance | undefined> {
  const seen = scope.all ? sql`true` : coveredBy(scope.areaIds);
  const result = await sql<Row>`${selected} where m.id = ${id}::uuid and ${seen}`.execute(db);
  const row = result.rows[0];
  return row && toMaintenance(row, now);
}

/**
 * Moves the end of a mode that is not over, and with it the calls that wait for it.
 * @returns false when it is over
 */
export async function moveMaintenanceEnd(
  trx: Transaction<Tables>,
  { id, endsAt, now }: { id: string; endsAt: Date; now: Date },
): Promise<boolean> {
  const moved = await sql`
    update maintenance set ends_at = ${endsAt}
    where id = ${id}::uuid and ended_at is null and ends_at > ${now}`.execute(trx);
  if (moved.numAffectedRows !== 1n) return false;
  await sql`
    update deadlines d set due_at = ${endsAt}, set_at = ${now}
    from incidents i
    where i.id = d.incident_id and i.maintenance_id = ${id}::uuid and i.state = 'open' and i.priority > 1
      and d.kind = 'escalation'`.execute(trx);
  return true;
}

const selected = sql`
  select m.*, h.id as home_id, a.id as area_id, u.name as owner_name
  from maintenance m
  left join devices d on m.scope = 'device' and d.id = m.scope_id
  left join homes h on h.id = case m.scope when 'home' then m.scope_id when 'device' then d.home_id end
  left join areas a on a.id = case m.scope when 'area' then m.scope_id else h.area_id end
  left join users u on u.id = m.owner_id`;

function coveredBy(areaIds: readonly string[]) {
  return sql`(a.path && ${areaIds}::uuid[] or m.scope = 'area' and exists (
    select 1 from areas mine where mine.id = any(${areaIds}::uuid[]) and mine.path @> array[a.id]))`;
}

function stateAt(now: Date) {
  return sql`case when m.ended_at is not null or m.ends_at <= ${now}::timestamptz then 'ended'
    when m.starts_at > ${now}::timestamptz then 'planned' else 'running' end`;
}

function toMaintenance(row: Row, now: Date): Maintenance {
  const over = row.ended_at !== null || row.ends_at <= now;
  const begun = row.starts_at <= now;
  return {
    id: row.id,
    mode: row.mode,
    scope: row.scope,
    scopeId: row.scope_id,
    ...(row.home_id !== null && { homeId: row.home_id }),
    ...(row.area_id !== null && { areaId: row.area_id }),
    reason: row.reason,
    ownerId: row.owner_id,
    byName: row.owner_name ?? row.owner_id,
    state: over ? 'ended' : begun ? 'running' : 'planned',
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    ...(row.ended_at !== null && { endedAt: row.ended_at.toISOString() }),
    ...(row.ended_by !== null && { endedBy: row.ended_by }),
  };
}
