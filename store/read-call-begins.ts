import { sql } from 'kysely';
import { callsOf, TAKING_ACTS, type CallEvent } from '../contracts/calls-of.ts';
import type { Store } from './open-store.ts';

interface Row {
  id: string;
  events: (Omit<CallEvent, 'receivedAt'> & { receivedAt: string })[];
}

/** When the last call of each of these incidents began (contracts/calls-of.ts); left out: those that never called. */
export async function readCallBegins(store: Store, ids: readonly string[]): Promise<Map<string, Date>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select e.incident_id as id, json_agg(json_strip_nulls(json_build_object(
      'type', e.type, 'receivedAt', e.received_at, 'alarm', e.alarm_id is not null, 'test', e.test, 'by', e.by_user,
      'needsHelp', e.detail ->> 'condition' = 'needs_help')) order by e.seq) as events
    from incident_events e join incidents i on i.id = e.incident_id
    where e.incident_id = any(${ids}::uuid[]) and i.class = 'safety'
      and (e.alarm_id is not null or e.type = 'maintenance_ended' or e.type = any(${TAKING_ACTS}::text[]))
    group by e.incident_id`.execute(store);
  return new Map(
    rows.flatMap(({ id, events }) => {
      const last = callsOf(events.map((one) => ({ ...one, receivedAt: Date.parse(one.receivedAt) }))).at(-1);
      return last ? [[id, new Date(last.since)] as const] : [];
    }),
  );
}
