import { sql } from 'kysely';
import { LATE_AFTER_MS } from '../contracts/alarm.ts';
import { callsOf } from '../contracts/calls-of.ts';
import { incidentEventSchema, type Incident, type IncidentEvent } from '../contracts/incident.ts';
import type { Store } from './open-store.ts';
import { readCallBegins } from './read-call-begins.ts';

/** An incident as the database gives it. */
export interface IncidentRow {
  id: string;
  home_id: string;
  area_id: string;
  area_name: string;
  address: string;
  residents: string[] | null;
  type: Incident['type'];
  priority: Incident['priority'];
  state: Incident['state'];
  opened_at: Date;
  raised_at: Date;
  resolved_at: Date | null;
  acknowledged_by: string | null;
  acknowledged_kind: 'user' | 'contact' | null;
  acknowledged_name: string | null;
  acknowledged_at: Date | null;
  lease_until: Date | null;
  disposition: Incident['disposition'] | null;
  version: number;
  escalation_round: number;
  next_at: Date | null;
  maintenance: Incident['maintenance'] | null;
  checks: Incident['checks'] | null;
  event_count: number;
  events: EventRow[];
}

interface EventRow {
  id: string;
  type: IncidentEvent['type'];
  at: string | Date;
  received_at: string | Date;
  device_id: string | null;
  room: string | null;
  /** said by a device */
  alarm: boolean;
  test: boolean;
  cause: IncidentEvent['cause'] | null;
  by_user: string | null;
  by_name: string | null;
  text: string | null;
  disposition: Incident['disposition'] | null;
  detail: Record<string, unknown> | null;
}

/**
 * The read model of the given incidents, in one query, in the order of `ids`. Ids that do not exist are left out.
 * @param eventsMax how many of the newest events each carries at most; all of them when not given
 */
export async function readIncidents(
  store: Store,
  ids: readonly string[],
  eventsMax?: number,
): Promise<Incident[]> {
  if (ids.length === 0) return [];
  const result = await sql<IncidentRow>`
    select i.id, i.home_id, h.area_id, a.name as area_name, h.address,
      (select array_agg(r.name order by r.created_at, r.id) from residents r where r.home_id = i.home_id) as residents,
      i.type, i.priority, i.state, i.opened_at, i.raised_at, i.resolved_at,
      i.acknowledged_by, i.acknowledged_kind, coalesce(i.acknowledged_name, u.name) as acknowledged_name, i.acknowledged_at, i.lease_until, i.disposition, i.version,
      i.escalation_round,
      (select d.due_at from deadlines d where d.incident_id = i.id and d.kind = 'escalation') as next_at,
      (select json_build_object('id', m.id, 'mode', m.mode, 'until', coalesce(m.ended_at, m.ends_at),
                                'reason', m.reason, 'byName', coalesce(mu.name, ''))
       from maintenance m left join users mu on mu.id = m.owner_id where m.id = i.maintenance_id) as maintenance,
      (select json_agg(json_build_object('item', c.item, 'at', c.at, 'by', c.by_user,
                                         'byName', coalesce(c.by_name, cu.name, c.by_user::text)) order by c.seq)
       from (select distinct on (e.detail ->> 'item') e.detail ->> 'item' as item, e.type, e.at, e.seq, e.by_user, e.by_name
             from incident_events e where e.incident_id = i.id and e.type in ('checked', 'unchecked')
             order by e.detail ->> 'item', e.seq desc) c
       left join users cu on cu.id = c.by_user where c.type = 'checked') as checks,
      (select count(*)::int from incident_events e where e.incident_id = i.id) as event_count,
      (select coalesce(json_agg(e order by e.seq), '[]') from (
         select e.id, e.seq, e.type, e.at, e.received_at, e.device_id, d.room, e.alarm_id is not null as alarm, e.test, e.cause, e.by_user,
                coalesce(e.by_name, eu.name) as by_name, e.text, e.disposition,
                e.detail
         from incident_events e
         left join devices d on d.id = e.device_id
         left join users eu on eu.id = e.by_user
         where e.incident_id = i.id order by e.seq desc limit ${eventsMax ?? null}::int
       ) e) as events
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, n)
    join incidents i on i.id = wanted.id
    join homes h on h.id = i.home_id
    join areas a on a.id = h.area_id
    left join users u on u.id = i.acknowledged_by
    order by wanted.n`.execute(store);
  // Nearly every incident comes with its whole history; of a long one the beginning is asked for.
  const cut = result.rows.filter((row) => row.events.length < row.event_count).map(({ id }) => id);
  const begins = await readCallBegins(store, cut);
  return result.rows.map((row) => toIncident(row, begins.get(row.id)));
}

/**
 * The read model of a row.
 * @param calledAt where its last call began; found in its events when not given
 */
export function toIncident(row: IncidentRow, calledAt: Date | undefined = callBegan(row)): Incident {
  const omitted = row.event_count - row.events.length;
  return {
    id: row.id,
    homeId: row.home_id,
    areaId: row.area_id,
    areaName: row.area_name,
    address: row.address,
    residents: row.residents ?? [],
    type: row.type,
    priority: row.priority,
    state: row.state,
    openedAt: row.opened_at.toISOString(),
    raisedAt: row.raised_at.toISOString(),
    calledAt: (calledAt ?? row.raised_at).toISOString(),
    ...(row.resolved_at && { resolvedAt: row.resolved_at.toISOString() }),
    events: row.events.map(toEvent),
    ...(omitted > 0 && { eventsOmitted: omitted }),
    ...(row.checks && {
      checks: row.checks.map((check) => ({ ...check, at: new Date(check.at).toISOString() })),
    }),
    ...(row.acknowledged_by &&
      row.acknowledged_at &&
      row.lease_until && {
        acknowledgement: {
          by: row.acknowledged_by,
          byName: row.acknowledged_name ?? row.acknowledged_by,
          at: row.acknowledged_at.toISOString(),
          leaseUntil: row.lease_until.toISOString(),
          kind: row.acknowledged_kind ?? 'user',
        },
      }),
    ...(row.next_at && { escalation: { rounds: row.escalation_round, nextAt: row.next_at.toISOString() } }),
    ...(row.maintenance && {
      maintenance: { ...row.maintenance, until: new Date(row.maintenance.until).toISOString() },
    }),
    ...(row.disposition && { disposition: row.disposition }),
    version: row.version,
  };
}

function callBegan({ priority, events }: IncidentRow): Date | undefined {
  if (priority === 3) return undefined;
  const last = callsOf(
    events.map(({ type, received_at, alarm, test, by_user, detail }) => ({
      type,
      receivedAt: new Date(received_at).getTime(),
      alarm,
      test,
      ...(by_user !== null && { by: by_user }),
      needsHelp: detail?.['condition'] === 'needs_help',
    })),
  ).at(-1);
  return last && new Date(last.since);
}

function toEvent(row: EventRow): IncidentEvent {
  const at = new Date(row.at);
  const receivedAt = new Date(row.received_at);
  const late = receivedAt.getTime() - at.getTime();
  return {
    id: row.id,
    type: row.type,
    at: at.toISOString(),
    receivedAt: receivedAt.toISOString(),
    ...(row.device_id && { deviceId: row.device_id }),
    ...(row.room && { room: row.room }),
    ...(late > LATE_AFTER_MS && { lateMs: late }),
    ...(row.test && { test: true }),
    ...(row.cause && { cause: row.cause }),
    ...(row.by_user && { by: row.by_user, byName: row.by_name ?? row.by_user }),
    ...(row.text && { text: row.text }),
    ...(row.disposition && { disposition: row.disposition }),
    ...detailOf(row),
  };
}

/** What the kinds of events say beside their text. */
const DETAIL = incidentEventSchema
  .pick({ via: true, condition: true, call: true, item: true, dispatch: true })
  .partial();

/** A round of calls tells how many it called; an answer how it came; a call, an item and an order what they are. */
function detailOf({ type, detail }: EventRow): Partial<IncidentEvent> {
  if (detail === null) return {};
  if (type !== 'escalated') return DETAIL.safeParse(detail).data ?? {};
  return 'round' in detail ? { escalation: detail as IncidentEvent['escalation'] } : {};
}
