import { AnjuError } from '../contracts/errors.ts';
import type { AskInflux } from './ask-influx.ts';
import { checkedId } from './checked-id.ts';
import { mergeReading, type Reading } from './merge-reading.ts';

export interface ReadingsQuery {
  homeId: string;
  deviceId?: string | undefined;
  from: Date;
  to: Date;
  limit: number;
  cursor?: string | undefined;
}

export interface ReadingsPage {
  items: Reading[];
  nextCursor?: string;
}

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~(\d{1,9})$/;

/**
 * Reads what the devices of a home said, oldest first.
 *
 * A page ends between two points of one nanosecond if it must: the cursor is the last time and how many points
 * of that time have been given already.
 */
export function readingsReader(ask: AskInflux): (query: ReadingsQuery) => Promise<ReadingsPage> {
  return async (query) => {
    const items: Reading[] = [];
    const times: string[] = [];
    await ask({
      q: readingsQuery(query),
      onSeries: ({ columns, values }) => {
        const merge = mergeReading(columns);
        for (const row of values) {
          times.push(String(row[columns.indexOf('time')]));
          items.push(merge(row));
        }
      },
    });
    if (items.length <= query.limit) return { items };
    return {
      items: items.slice(0, query.limit),
      nextCursor: cursorAfter(times.slice(0, query.limit), query),
    };
  };
}

/**
 * The InfluxQL of a query, asking for one point more than the page holds. Ids are checked here again, because
 * InfluxQL has no parameters on `/query` that all versions know.
 * @throws AnjuError `bad_request`
 */
export function readingsQuery({ homeId, deviceId, from, to, limit, cursor }: ReadingsQuery): string {
  const at = cursor === undefined ? undefined : CURSOR.exec(cursor);
  if (at === null) {
    throw new AnjuError('bad_request', 'querystring.cursor: must be the nextCursor of the page before');
  }
  const where = [
    `"home" = '${checkedId(homeId)}'`,
    ...(deviceId === undefined ? [] : [`"device" = '${checkedId(deviceId)}'`]),
    `time >= '${at?.[1] ?? from.toISOString()}'`,
    `time < '${to.toISOString()}'`,
  ];
  const offset = at ? ` OFFSET ${at[2]}` : '';
  return `SELECT * FROM "reading" WHERE ${where.join(' AND ')} ORDER BY time ASC LIMIT ${limit + 1}${offset}`;
}

function cursorAfter(times: readonly string[], query: ReadingsQuery): string {
  const last = times[times.length - 1] as string;
  let same = 0;
  while (same < times.length && times[times.length - 1 - same] === last) same += 1;
  const before = query.cursor === undefined ? null : CURSOR.exec(query.cursor);
  // A whole page of one nanosecond goes on counting where the page before stopped.
  const carried = same === times.length && before?.[1] === last ? Number(before[2]) : 0;
  return `${last}~${same + carried}`;
}
