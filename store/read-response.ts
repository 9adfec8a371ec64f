import { sql, type RawBuilder } from 'kysely';
import type { Grouping, ResponseFigures, ResponseGroup } from '../contracts/statistics.ts';
import type { Store } from './open-store.ts';
import { responseCalls, type StatisticsQuery } from './response-calls.ts';
import { areaInScope } from './scope.ts';

interface Row {
  key: string;
  name: string | null;
  calls: string;
  answered: string;
  met60: string;
  of60: string;
  met180: string;
  of180: string;
  any_met60: string;
  any_of60: string;
  any_met180: string;
  any_of180: string;
  percentiles: number[] | null;
  longest: number | null;
}

const KEYS: Record<Grouping, RawBuilder<unknown>> = {
  hour: sql`array[to_char(since at time zone timezone, 'HH24')]`,
  day: sql`array[to_char(since at time zone timezone, 'YYYY-MM-DD')]`,
  operator: sql`array[coalesce((select e.by_user::text from incident_events e
    where e.incident_id = calls.incident_id and e.seq = calls.answer), 'none')]`,
  // An area has what happened below it too.
  area: sql`path::text[]`,
};

/** How long calls waited for a person, all together and in groups, as one statement. */
export async function readResponse(
  store: Store,
  query: StatisticsQuery & { groupBy: Grouping },
): Promise<{ total: ResponseFigures; groups: ResponseGroup[] }> {
  const rows = await store.transaction().execute(async (trx) => {
    // Half a million events of a month are put in order in memory, for as long as this takes.
    await sql`set local work_mem = '64MB'`.execute(trx);
    return (await figures(query).execute(trx)).rows;
  });
  const all = rows.find(({ key }) => key === 'all');
  return {
    total: all ? toFigures(all) : NONE,
    groups: rows
      .filter((row) => row !== all)
      .map((row) => ({
        key: row.key,
        ...(row.name !== null && { name: row.name }),
        ...toFigures(row),
      })),
  };
}

function figures(query: StatisticsQuery & { groupBy: Grouping }): RawBuilder<Row> {
  const { scope, areaId, now, groupBy } = query;
  return sql<Row>`
    with ${responseCalls(query)}, timed as (
      select key,
        answered_at is not null as answered, accepted_at is not null as accepted,
        greatest(0, extract(epoch from coalesce(answered_at, ${now}) - since) * 1000)::double precision as ms,
        greatest(0, extract(epoch from coalesce(accepted_at, ${now}) - since) * 1000)::double precision as any_ms
      from calls cross join unnest(array['all'] || ${KEYS[groupBy]}) as key
    ), figures as (
      select key, count(*) as calls, count(*) filter (where answered) as answered,
        ${counted(sql`answered`, sql`ms`, 60_000, '60')},
        ${counted(sql`answered`, sql`ms`, 180_000, '180')},
        ${counted(sql`accepted`, sql`any_ms`, 60_000, '60', 'any_')},
        ${counted(sql`accepted`, sql`any_ms`, 180_000, '180', 'any_')},
        percentile_disc(array[0.5, 0.95]) within group (order by ms)
          filter (where answered or ms > 60000) as percentiles,
        max(ms) filter (where answered or ms > 60000) as longest
      from timed group by key
    )
    select f.*, coalesce(a.name, u.name) as name
    from figures f
    left join areas a on ${groupBy === 'area'}::boolean and a.id::text = f.key
    left join users u on ${groupBy === 'operator'}::boolean and u.id::text = f.key
    where f.key = 'all' or ${groupBy !== 'area'}::boolean
      or ${areaInScope(scope, 'a.path')}
         and (${areaId ?? null}::uuid is null or a.path @> array[${areaId ?? null}::uuid])
    order by f.key`;
}

/** What has been answered, and what has waited longer than the target without being: the rest is still in time. */
function counted(
  done: RawBuilder<unknown>,
  ms: RawBuilder<unknown>,
  withinMs: number,
  name: string,
  prefix = '',
): RawBuilder<unknown> {
  return sql`count(*) filter (where ${done} and ${ms} <= ${sql.lit(withinMs)}) as ${sql.ref(`${prefix}met${name}`)},
    count(*) filter (where ${done} or ${ms} > ${sql.lit(withinMs)}) as ${sql.ref(`${prefix}of${name}`)}`;
}

function toFigures(row: Row): ResponseFigures {
  const [p50, p95] = row.percentiles ?? [];
  return {
    calls: Number(row.calls),
    answered: Number(row.answered),
    within60: { met: Number(row.met60), of: Number(row.of60) },
    within180: { met: Number(row.met180), of: Number(row.of180) },
    ...(p50 !== undefined && { p50Ms: Math.round(p50) }),
    ...(p95 !== undefined && { p95Ms: Math.round(p95) }),
    ...(row.longest !== null && { maxMs: Math.round(row.longest) }),
    byAnyone: {
      within60: { met: Number(row.any_met60), of: Number(row.any_of60) },
      within180: { met: Number(row.any_met180), of: Number(row.any_of180) },
    },
  };
}

const NOTHING = { met: 0, of: 0 };
const NONE: ResponseFigures = {
  calls: 0,
  answered: 0,
  within60: NOTHING,
  within180: NOTHING,
  byAnyone: { within60: NOTHING, within180: NOTHING },
};
