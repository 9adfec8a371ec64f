import { sql, type RawBuilder } from 'kysely';
import type { Grouping, ResponseFigures, ResponseGroup } from '../contracts/statistics.ts';
import type { Store } from './open-store.ts';
import { responseCalls, type StatisticsQuery } from './response-calls.ts';
import { areaInScope } from './scope.ts';

interface Row {
  grouping: Grouping | 'all';
  named: string;
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

/** What a call is counted under, beside `all`: `hour 03`, `day 2026-03-01`, `operator <id>`, or ids of areas. */
const KEYS: Record<Grouping, RawBuilder<unknown>> = {
  hour: sql`array['hour ' || to_char(since at time zone timezone, 'HH24')]`,
  day: sql`array['day ' || to_char(since at time zone timezone, 'YYYY-MM-DD')]`,
  operator: sql`array['operator ' || coalesce(answer.by_user::text, 'none')]`,
  // An area has what happened below it too.
  area: sql`path::text[]`,
};

const ANSWERS =
  'left join incident_events answer on answer.incident_id = calls.incident_id and answer.seq = calls.answer';

/** How long calls waited for a person, all together and in groups of one kind. */
export async function readResponse(
  store: Store,
  { groupBy, ...query }: StatisticsQuery & { groupBy: Grouping },
): Promise<{ total: ResponseFigures; groups: ResponseGroup[] }> {
  const { total, groups } = await readResponseGroups(store, { ...query, groupings: [groupBy] });
  return { total, groups: groups[groupBy] };
}

/** The same in groups of several kinds at once: to find the calls is most of the work, and is done once. */
export async function readResponseGroups(
  store: Store,
  query: StatisticsQuery & { groupings: readonly Grouping[] },
): Promise<{ total: ResponseFigures; groups: Record<Grouping, ResponseGroup[]> }> {
  const rows = await store.transaction().execute(async (trx) => {
    // Half a million events of a month are put in order in memory, for as long as this takes.
    await sql`set local work_mem = '64MB'`.execute(trx);
    return (await figures(query).execute(trx)).rows;
  });
  const groups: Record<Grouping, ResponseGroup[]> = { hour: [], area: [], operator: [], day: [] };
  for (const row of rows) {
    if (row.grouping === 'all') continue;
    groups[row.grouping].push({
      key: row.named,
      ...(row.name !== null && { name: row.name }),
      ...toFigures(row),
    });
  }
  const all = rows.find(({ grouping }) => grouping === 'all');
  return { total: all ? toFigures(all) : NONE, groups };
}

function figures(query: StatisticsQuery & { groupings: readonly Grouping[] }): RawBuilder<Row> {
  const { scope, areaId, now, groupings } = query;
  const keys = sql.join([sql`array['all']`, ...groupings.map((grouping) => KEYS[grouping])], sql` || `);
  return sql<Row>`
    with ${responseCalls(query)}, timed as (
      select key,
        answered_at is not null as answered, accepted_at is not null as accepted,
        greatest(0, extract(epoch from coalesce(answered_at, ${now}) - since) * 1000)::double precision as ms,
        greatest(0, extract(epoch from coalesce(accepted_at, ${now}) - since) * 1000)::double precision as any_ms
      from calls ${sql.raw(groupings.includes('operator') ? ANSWERS : '')}
        -- As bytes: to sort as a language does costs more than all the rest of it.
        cross join lateral (select unnest(${keys}) collate "C" as key) keys
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
    from (
      select f.*, case when f.key = 'all' then 'all' when f.key like '% %' then split_part(f.key, ' ', 1) else 'area' end as grouping,
        case when f.key like '% %' then split_part(f.key, ' ', 2) else f.key end as named
      from figures f
    ) f
    left join areas a on f.grouping = 'area' and a.id::text = f.named
    left join users u on f.grouping = 'operator' and u.id::text = f.named
    where f.grouping <> 'area'
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
