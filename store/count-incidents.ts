import { sql } from 'kysely';
import type { AlarmType } from '../contracts/alarm.ts';
import type { Disposition } from '../contracts/incident.ts';
import type { IncidentCount } from '../contracts/statistics.ts';
import type { Store } from './open-store.ts';
import { askedHomes, type StatisticsQuery } from './response-calls.ts';

/** Incidents opened in a period, tests too, by type and what they turned out to be; and the homes there are now. */
export async function countIncidents(
  store: Store,
  query: StatisticsQuery,
): Promise<{ homes: number; incidents: IncidentCount[] }> {
  const { from, to } = query;
  const { rows } = await sql<{ type: AlarmType | null; disposition: Disposition | null; count: string }>`
    select i.type, i.disposition, count(*) as count
    from incidents i join homes h on h.id = i.home_id join areas a on a.id = h.area_id
    where i.opened_at >= ${from} and i.opened_at < ${to} and ${askedHomes(query)}
    group by i.type, i.disposition
    union all
    select null, null, count(*) from homes h join areas a on a.id = h.area_id where ${askedHomes(query)}
    order by type, disposition`.execute(store);
  return {
    homes: Number(rows.find(({ type }) => type === null)?.count ?? 0),
    incidents: rows.flatMap(({ type, disposition, count }) =>
      type === null ? [] : [{ type, ...(disposition !== null && { disposition }), count: Number(count) }],
    ),
  };
}
