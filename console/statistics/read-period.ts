import {
  GROUPINGS,
  type DeviceStatistics,
  type Grouping,
  type IncidentCount,
  type MonthlyReport,
  type ResponseStatistics,
} from '../../contracts/statistics.ts';
import { countIncidents } from '../../store/count-incidents.ts';
import type { Store } from '../../store/open-store.ts';
import { readArrival } from '../../store/read-arrival.ts';
import { readDeviceFigures } from '../../store/read-device-figures.ts';
import { readResponse, readResponseGroups } from '../../store/read-response.ts';
import type { StatisticsQuery } from '../../store/response-calls.ts';
import { falseAlarms } from './false-alarms.ts';

const DEVICES_SHOWN = 200;

/** How calls were answered and homes reached in a period. */
export async function readResponsePeriod(
  store: Store,
  query: StatisticsQuery & { groupBy: Grouping },
): Promise<ResponseStatistics> {
  const [figures, arrival] = await Promise.all([readResponse(store, query), readArrival(store, query)]);
  return { ...periodOf(query), groupBy: query.groupBy, ...figures, arrival };
}

/** The same by day, with the groups of the other kinds; the calls are looked for once. */
export async function readResponseMonth(
  store: Store,
  query: StatisticsQuery,
): Promise<Pick<MonthlyReport, 'response' | 'groups'>> {
  const [{ total, groups }, arrival] = await Promise.all([
    readResponseGroups(store, { ...query, groupings: GROUPINGS }),
    readArrival(store, query),
  ]);
  const { day, ...others } = groups;
  return { response: { ...periodOf(query), groupBy: 'day', total, groups: day, arrival }, groups: others };
}

/** False alarms of a period; and the counts that they come from. */
export async function readDevicePeriod(
  store: Store,
  query: StatisticsQuery,
): Promise<{ statistics: DeviceStatistics; incidents: IncidentCount[] }> {
  const [{ homes, incidents }, devices] = await Promise.all([
    countIncidents(store, query),
    readDeviceFigures(store, { ...query, limit: DEVICES_SHOWN }),
  ]);
  const types = falseAlarms(incidents, { homes, from: query.from, to: query.to, now: query.now.getTime() });
  return { statistics: { ...periodOf(query), homes, types, devices }, incidents };
}

function periodOf({ from, to, areaId }: StatisticsQuery) {
  return { from: from.toISOString(), to: to.toISOString(), ...(areaId !== undefined && { areaId }) };
}
