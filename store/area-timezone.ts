import { sql } from 'kysely';
import type { Store } from './open-store.ts';
import { askedHomes, type StatisticsQuery } from './response-calls.ts';

const USUAL = 'Asia/Shanghai';

/** The time zone of most homes of an area and below, or of all in scope: an IANA name. */
export async function areaTimezone(
  store: Store,
  query: Pick<StatisticsQuery, 'scope' | 'areaId'>,
): Promise<string> {
  const { rows } = await sql<{ timezone: string }>`
    select h.timezone from homes h join areas a on a.id = h.area_id
    where ${askedHomes(query)} group by h.timezone order by count(*) desc, h.timezone limit 1`.execute(store);
  return rows[0]?.timezone ?? USUAL;
}
