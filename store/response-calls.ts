import { sql, type RawBuilder } from 'kysely';
import { ALARM_TYPES, priorityOf } from '../contracts/alarm.ts';
import { CENTRE_ACTS, TAKING_ACTS } from '../contracts/calls-of.ts';
import { homeInScope, type Scope } from './scope.ts';

/** Of which incidents figures are asked for: of homes in scope, in this area and below, at or after, before. */
export interface StatisticsQuery {
  scope: Scope;
  areaId?: string | undefined;
  from: Date;
  to: Date;
  /** the moment of the question: what nobody has answered has waited until then */
  now: Date;
}

/** As long as migration 0010 says; what took longer has an index of its own. */
const LONG_S = 604_800;
const CALLING_TYPES = ALARM_TYPES.filter((type) => priorityOf(type) !== 3);

/** Homes of the question, to be joined as `h` and `a`. */
export function askedHomes({
  scope,
  areaId,
}: Pick<StatisticsQuery, 'scope' | 'areaId'>): RawBuilder<boolean> {
  return sql<boolean>`(${homeInScope(scope, { home: 'h.id', path: 'a.path' })}
    and (${areaId ?? null}::uuid is null or a.path @> array[${areaId ?? null}::uuid]))`;
}

/**
 * The calls of a period as common table expressions that end with `calls`: contracts/calls-of.ts in SQL.
 * `calls`: path, timezone, since, answered_at, accepted_at, incident_id and answer (seq of the event that answers).
 */
export function responseCalls(query: StatisticsQuery): RawBuilder<unknown> {
  const { from, to } = query;
  return sql`
    asked as (
      select i.id, a.path, h.timezone
      from incidents i join homes h on h.id = i.home_id join areas a on a.id = h.area_id
      where i.class = 'safety' and i.maintenance_id is null and i.disposition is distinct from 'test'
        and i.opened_at < ${to} and (i.resolved_at is null or i.resolved_at >= ${from})
        and (i.opened_at >= ${from}::timestamptz - ${LONG_S} * interval '1 s' or i.state <> 'resolved'
             or i.class = 'safety' and extract(epoch from i.resolved_at - i.opened_at) > ${sql.lit(LONG_S)}
                and i.resolved_at >= ${from})
        and ${askedHomes(query)}
    ), summed as (
      select incident_id, min(seq) filter (where does = 'raises') as seq,
        max(seq) filter (where does = 'raises') as last_raised, min(seq) filter (where does = 'takes') as taken,
        min(received_at) filter (where does = 'raises') as since,
        min(received_at) filter (where centre) as answered_at, min(seq) filter (where centre) as answer,
        min(received_at) filter (where does = 'takes') as accepted_at,
        bool_or(does = 'ends') as maintained
      from (${eventsOf('asked')}) every_event group by incident_id
    ), tangled as (
      -- Nearly all incidents are one call, and done: only of these has the order of events to be gone through.
      select incident_id as id from summed where maintained or taken < last_raised
    ), told as (
      ${eventsOf('tangled')}
    ), placed as (
      select *, case does
          when 'raises' then coalesce(lag(does) over in_order, 'takes') = 'takes'
            or lag(does) over in_order = 'ends' and coalesce(lag(does, 2) over in_order = 'takes', false)
          when 'ends' then coalesce(lag(does) over in_order, '') <> 'takes'
          else false end as begins
      from told
      window in_order as (partition by incident_id order by seq)
      offset 0
    ), numbered as (
      select *, count(*) filter (where begins) over (partition by incident_id order by seq) as call from placed
      offset 0
    ), spoken as (
      -- From the beginning of one call to that of the next.
      select incident_id, call, min(seq) as seq, min(received_at) filter (where begins) as since,
        bool_or(begins and does = 'ends') as after_maintenance,
        max(seq) filter (where does = 'ends') as last_end,
        min(received_at) filter (where centre) as answered_at, min(seq) filter (where centre) as answer,
        min(received_at) filter (where does = 'takes') as accepted_at
      from numbered group by incident_id, call
    ), followed as (
      -- What answers a call answers those before it that nobody had answered.
      select incident_id, call, seq, since, after_maintenance,
        max(last_end) over to_come as last_end, min(answered_at) over to_come as answered_at,
        min(answer) over to_come as answer, min(accepted_at) over to_come as accepted_at
      from spoken window to_come as (partition by incident_id order by call desc)
    ), calls as materialized (
      select s.path, s.timezone, c.since, c.answered_at, c.answer, c.incident_id, c.accepted_at
      from (
        select incident_id, since, answered_at, answer, accepted_at from followed
        where after_maintenance or seq > coalesce(last_end, 0)
        union all
        select incident_id, since, answered_at, answer, accepted_at from summed
        where seq is not null and not maintained and (taken is null or taken > last_raised)
      ) c join asked s on s.id = c.incident_id
      where c.since >= ${from} and c.since < ${to}
    )`;
}

/** What the definition looks at in the history of these incidents: `id` of the named table. */
function eventsOf(incidents: 'asked' | 'tangled'): RawBuilder<unknown> {
  return sql`
    select e.incident_id, e.seq, e.received_at,
      case when e.type = 'maintenance_ended' then 'ends'
           when e.type = any(${TAKING_ACTS}::text[]) then 'takes' else 'raises' end as does,
      e.by_user is not null and e.by_name is null and e.type = any(${CENTRE_ACTS}::text[]) as centre
    from ${sql.ref(incidents)} s join incident_events e on e.incident_id = s.id
    where e.type = 'maintenance_ended'
      or e.type = any(${TAKING_ACTS}::text[]) and e.by_user is not null
         and not (e.type = 'outcome' and coalesce(e.detail ->> 'condition' = 'needs_help', false))
      or e.type = any(${CALLING_TYPES}::text[]) and e.alarm_id is not null and not e.test
    -- What an event means is found out once, and not wherever it is used.
    offset 0`;
}
