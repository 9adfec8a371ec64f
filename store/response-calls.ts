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
 * `calls`: path, timezone, since, answered_at, answered_by, accepted_at.
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
    ), told as (
      select e.incident_id, e.seq, e.received_at, e.by_user, s.path, s.timezone,
        case when e.type = 'maintenance_ended' then 'ends'
             when e.type = any(${TAKING_ACTS}::text[]) then 'takes' else 'raises' end as does,
        e.by_user is not null and e.by_name is null and e.type = any(${CENTRE_ACTS}::text[]) as centre
      from asked s join incident_events e on e.incident_id = s.id
      where e.type = 'maintenance_ended'
        or e.type = any(${TAKING_ACTS}::text[]) and e.by_user is not null
           and not (e.type = 'outcome' and coalesce(e.detail ->> 'condition' = 'needs_help', false))
        or e.type = any(${CALLING_TYPES}::text[]) and e.alarm_id is not null and not e.test
    ), placed as (
      select *, lag(does) over told_in_order as before, lag(does, 2) over told_in_order as before_that,
        max(seq) filter (where does = 'ends') over (partition by incident_id) as last_end,
        min(seq) filter (where centre) over to_come as answer,
        min(seq) filter (where does = 'takes') over to_come as acceptance
      from told
      window told_in_order as (partition by incident_id order by seq),
        to_come as (partition by incident_id order by seq desc)
    ), calls as materialized (
      select c.path, c.timezone, c.received_at as since, answer.received_at as answered_at,
        answer.by_user as answered_by, acceptance.received_at as accepted_at
      from placed c
      left join told answer on answer.seq = c.answer
      left join told acceptance on acceptance.seq = c.acceptance
      where c.received_at >= ${from} and c.received_at < ${to}
        and case c.does
          when 'raises' then c.seq > coalesce(c.last_end, 0) and
            (c.before is null or c.before = 'takes' or c.before = 'ends' and coalesce(c.before_that = 'takes', false))
          when 'ends' then c.before is distinct from 'takes'
          else false end
    )`;
}
