import { sql } from 'kysely';
import type { Store } from './open-store.ts';
import type { QuarantinedMessage } from './quarantine.ts';
import { homeInScope, type Scope } from './scope.ts';

/**
 * Quarantined messages in scope, newest first. What belongs to no home is only for who sees everything.
 * @param after where the page before ended
 */
export async function readQuarantine(
  store: Store,
  query: { scope: Scope; limit: number; after?: { receivedAt: Date; id: string } | undefined },
): Promise<QuarantinedMessage[]> {
  let select = store
    .selectFrom('quarantine as q')
    .leftJoin('homes as h', 'h.id', 'q.home_id')
    .leftJoin('areas as a', 'a.id', 'h.area_id')
    .selectAll('q')
    .where(homeInScope(query.scope, { home: 'h.id', path: 'a.path' }))
    .orderBy('q.received_at', 'desc')
    .orderBy('q.id', 'desc')
    .limit(query.limit);
  if (query.after !== undefined) {
    const { receivedAt, id } = query.after;
    select = select.where(sql<boolean>`(q.received_at, q.id) < (${receivedAt}::timestamptz, ${id}::text)`);
  }
  const rows = await select.execute();
  return rows.map((row) => ({
    id: row.id,
    receivedAt: row.received_at,
    clientId: row.client_id,
    ...(row.home_id !== null && { homeId: row.home_id }),
    topic: row.topic,
    payload: row.payload,
    code: row.code,
    detail: row.detail,
  }));
}
