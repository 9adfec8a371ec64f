import { sql } from 'kysely';
import type { AuditEntry } from '../contracts/audit.ts';
import { CANARY } from '../contracts/canary.ts';
import type { Store } from './open-store.ts';
import { page, type Page } from './page.ts';
import { nameSubjects, subjectOf } from './name-subjects.ts';
import { homeInScope, type Scope } from './scope.ts';

export interface AuditQuery {
  scope: Scope;
  subject?: string | undefined;
  actor?: string | undefined;
  /** one of them, or all that begin with `thing.` */
  action?: string | undefined;
  homeId?: string | undefined;
  /** at or after */
  from?: Date | undefined;
  /** before */
  to?: Date | undefined;
  limit: number;
  /** the id of the last row of the page before */
  cursor?: string | undefined;
}

/**
 * Audit rows in scope, newest first: those of homes and areas in scope, and, of users whose area is in scope, when
 * they came and went, what they were refused and who changed them. The rest is for who sees everything.
 */
export async function readAudit(store: Store, query: AuditQuery): Promise<Page<AuditEntry>> {
  let select = store
    .selectFrom('audit as t')
    .leftJoin('users as u', (join) => join.on(sql<boolean>`u.id::text = t.actor`))
    .select([
      't.id',
      't.at',
      't.actor',
      't.action',
      't.subject',
      't.home_id',
      't.detail',
      't.chain_seq',
      't.hash',
    ])
    .select('u.name as actor_name')
    .where(auditInScope(query.scope))
    .orderBy('t.id', 'desc')
    .limit(query.limit + 1);
  if (query.subject !== undefined) select = select.where('t.subject', '=', query.subject);
  if (query.actor !== undefined) select = select.where('t.actor', '=', query.actor);
  if (query.action?.endsWith('.') === true) {
    select = select.where(sql<boolean>`starts_with(t.action, ${query.action})`);
  } else if (query.action !== undefined) select = select.where('t.action', '=', query.action);
  if (query.homeId !== undefined) select = select.where('t.home_id', '=', query.homeId);
  if (query.from !== undefined) select = select.where('t.at', '>=', query.from);
  if (query.to !== undefined) select = select.where('t.at', '<', query.to);
  if (query.cursor !== undefined) select = select.where('t.id', '<', query.cursor);
  const rows = await select.execute();
  const names = await nameSubjects(store, rows);
  return page(rows, query.limit, (row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    ...nameOf(row),
    action: row.action,
    subject: row.subject,
    ...named(names.get(subjectOf(row))),
    ...(row.home_id !== null && { homeId: row.home_id }),
    detail: row.detail,
    ...(row.chain_seq !== null &&
      row.hash !== null && { chain: { seq: row.chain_seq, hash: row.hash.toString('hex') } }),
  }));
}

/** A user as they are called today; the canary's person is no user. */
function nameOf({ actor, actor_name: name }: { actor: string; actor_name: string | null }) {
  if (actor === CANARY.personId) return { actorName: CANARY.name };
  return name === null ? {} : { actorName: name };
}

function auditInScope(scope: Scope) {
  if (scope.all) return sql<boolean>`true`;
  return sql<boolean>`(
    t.home_id in (select h.id from homes h join areas a on a.id = h.area_id
                  where ${homeInScope(scope, { home: 'h.id', path: 'a.path' })})
    or t.subject in (select 'area:' || a.id from areas a where a.path && ${scope.areaIds}::uuid[])
    or t.subject in (select 'maintenance:' || m.id from maintenance m join areas a on a.id = m.scope_id
                     where m.scope = 'area' and a.path && ${scope.areaIds}::uuid[])
    or t.subject in (select 'service:' || s.id from services s join areas a on a.id = s.area_id
                     where a.path && ${scope.areaIds}::uuid[])
    or t.subject in (select 'webhook:' || w.id from webhooks w join areas a on a.id = w.area_id
                     where a.path && ${scope.areaIds}::uuid[])
    or (starts_with(t.action, 'service.') or starts_with(t.action, 'webhook.'))
       and t.detail->>'areaId' in (select a.id::text from areas a where a.path && ${scope.areaIds}::uuid[])
    or starts_with(t.action, 'duty.') and exists (
      select 1 from users who join areas a on a.id = any(who.area_ids)
      where who.id::text = t.detail->>'userId' and a.path && ${scope.areaIds}::uuid[])
    or t.home_id is null and exists (
      select 1 from users who
      where (t.subject = 'user:' || who.id
             or who.id::text = t.actor and t.action in ('session.opened', 'session.closed', 'session.refused', 'access.refused'))
        and not who.roles @> array['admin']
        and exists (select 1 from areas a where a.id = any(who.area_ids) and a.path && ${scope.areaIds}::uuid[])))`;
}

function named(subjectName: string | undefined): { subjectName?: string } {
  return subjectName === undefined ? {} : { subjectName };
}
