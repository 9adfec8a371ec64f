import { HttpError, InfluxDB } from '@influxdata/influxdb-client';
import { AnjuError } from '../contracts/errors.ts';
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

export interface ReadingsOptions {
  url: string | undefined;
  db: string;
  token: string | undefined;
}

const CURSOR = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)~(\d{1,9})$/;

/** Lines of InfluxDB's chunked answer hold this many rows. */
const CHUNK = 5_000;

/**
 * Reads what the devices of a home said, oldest first, by InfluxQL on `/query`, which 1.x, 2.x and 3.x all have.
 *
 * A page ends between two points of one nanosecond if it must: the cursor is the last time and how many points
 * of that time have been given already.
 * @returns the reader; it throws AnjuError `unavailable` naming InfluxDB when that is away
 */
export function readingsReader({
  url,
  db,
  token,
}: ReadingsOptions): (query: ReadingsQuery) => Promise<ReadingsPage> {
  if (url === undefined) {
    return () => Promise.reject(new AnjuError('unavailable', 'no InfluxDB is configured (INFLUX_URL)'));
  }
  const { transport } = new InfluxDB({ url, timeout: 15_000, ...(token !== undefined && { token }) });
  return async (query) => {
    const parameters = new URLSearchParams({
      db,
      q: readingsQuery(query),
      chunked: 'true',
      chunk_size: String(CHUNK),
    });
    const items: Reading[] = [];
    const times: string[] = [];
    try {
      const answer = transport.iterate(`/query?${parameters.toString()}`, '', { method: 'GET' });
      for await (const line of lines(answer)) collect(line, items, times);
    } catch (error) {
      if (error instanceof HttpError && error.statusCode === 404) return { items: [] };
      throw new AnjuError('unavailable', 'the store of readings (InfluxDB) does not answer', {
        cause: error,
      });
    }
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

function checkedId(id: string): string {
  if (!/^[0-9a-f-]{36}$/.test(id)) throw new AnjuError('bad_request', `${id} is not an id`);
  return id;
}

async function* lines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    yield* parts.filter((part) => part.trim() !== '');
  }
  if (rest.trim() !== '') yield rest;
}

interface Answer {
  error?: string;
  results?: { error?: string; series?: { columns: string[]; values: unknown[][] }[] }[];
}

function collect(line: string, items: Reading[], times: string[]): void {
  const answer = JSON.parse(line) as Answer;
  for (const { error, series = [] } of [{ error: answer.error }, ...(answer.results ?? [])] as NonNullable<
    Answer['results']
  >) {
    // A database that nobody has written to yet holds no readings; that is no failure.
    if (error?.startsWith('database not found')) continue;
    if (error !== undefined) throw new Error(`InfluxDB: ${error}`);
    for (const { columns, values } of series) {
      const merge = mergeReading(columns);
      for (const row of values) {
        times.push(String(row[columns.indexOf('time')]));
        items.push(merge(row));
      }
    }
  }
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
