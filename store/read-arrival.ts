import { sql } from 'kysely';
import type { ArrivalFigures } from '../contracts/statistics.ts';
import type { Store } from './open-store.ts';
import { askedHomes, type StatisticsQuery } from './response-calls.ts';

interface Row {
  sent: string;
  arrived: string;
  stood_down: string;
  met45: string;
  of45: string;
  met60: string;
  of60: string;
  percentiles: number[] | null;
  longest: number | null;
}

/**
 * From the first alarm of an incident opened in the period to somebody at the door, where somebody was sent or went.
 * An incident that was closed without anybody's arrival on record was missed, unless it was a false alarm.
 */
export async function readArrival(store: Store, query: StatisticsQuery): Promise<ArrivalFigures> {
  const { from, to, now } = query;
  const { rows } = await sql<Row>`
    with asked as (
      select i.id, i.opened_at, i.disposition, i.resolved_at
      from incidents i join homes h on h.id = i.home_id join areas a on a.id = h.area_id
      where i.class = 'safety' and i.maintenance_id is null and i.disposition is distinct from 'test'
        and i.opened_at >= ${from} and i.opened_at < ${to} and ${askedHomes(query)}
    ), trips as (
      select s.id, s.opened_at as since, s.disposition, s.resolved_at,
        min(e.received_at) filter (where e.type in ('arrived', 'outcome')) as there_at
      from asked s join incident_events e on e.incident_id = s.id
      where e.type in ('dispatched', 'going', 'arrived', 'outcome')
      group by s.id, s.opened_at, s.disposition, s.resolved_at
    ), timed as (
      select there_at is not null as arrived,
        there_at is null and coalesce(disposition = 'false_alarm', false) as stood_down,
        there_at is null and resolved_at is not null as closed,
        greatest(0, extract(epoch from coalesce(there_at, ${now}) - since) * 1000)::double precision as ms
      from trips
    )
    select count(*) as sent, count(*) filter (where arrived) as arrived,
      count(*) filter (where stood_down) as stood_down,
      count(*) filter (where arrived and ms <= 2700000) as met45,
      count(*) filter (where not stood_down and (arrived or closed or ms > 2700000)) as of45,
      count(*) filter (where arrived and ms <= 3600000) as met60,
      count(*) filter (where not stood_down and (arrived or closed or ms > 3600000)) as of60,
      percentile_disc(array[0.5, 0.95]) within group (order by ms) filter (where arrived) as percentiles,
      max(ms) filter (where arrived) as longest
    from timed`.execute(store);
  const row = rows[0];
  if (row === undefined) throw new Error('an aggregate without groups has one row');
  const [p50, p95] = row.percentiles ?? [];
  return {
    sent: Number(row.sent),
    arrived: Number(row.arrived),
    stoodDown: Number(row.stood_down),
    within45: { met: Number(row.met45), of: Number(row.of45) },
    within60: { met: Number(row.met60), of: Number(row.of60) },
    ...(p50 !== undefined && { p50Ms: Math.round(p50) }),
    ...(p95 !== undefined && { p95Ms: Math.round(p95) }),
    ...(row.longest !== null && { maxMs: Math.round(row.longest) }),
  };
}
