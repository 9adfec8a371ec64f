import { HttpError, InfluxDB } from '@influxdata/influxdb-client';
import { AnjuError } from '../contracts/errors.ts';

export interface InfluxSource {
  url: string | undefined;
  db: string;
  token: string | undefined;
}

/** Rows of one series, a part of it at a time. */
export interface InfluxSeries {
  /** of the answer: which statement of the question this belongs to, from 0 */
  statement: number;
  tags: Partial<Record<string, string>>;
  columns: readonly string[];
  values: readonly (readonly unknown[])[];
}

export interface InfluxQuestion {
  /** InfluxQL, statements separated by `;` */
  q: string;
  /** times as numbers in ms; as RFC 3339 with all nanoseconds when not set */
  epochMs?: boolean;
  onSeries: (series: InfluxSeries) => void;
}

export type AskInflux = (question: InfluxQuestion) => Promise<void>;

/** Lines of InfluxDB's chunked answer hold this many rows. */
const CHUNK = 5_000;

/**
 * Asks by InfluxQL on `/query`, which 1.x, 2.x and 3.x all have. A database that nobody has written to yet has no
 * series; that is no failure.
 * @returns an asker; it throws AnjuError `unavailable` naming InfluxDB when that is away
 */
export function influxAsker({ url, db, token }: InfluxSource): AskInflux {
  if (url === undefined) {
    return () => Promise.reject(new AnjuError('unavailable', 'no InfluxDB is configured (INFLUX_URL)'));
  }
  const { transport } = new InfluxDB({ url, timeout: 15_000, ...(token !== undefined && { token }) });
  return async ({ q, epochMs = false, onSeries }) => {
    const parameters = new URLSearchParams({
      db,
      q,
      chunked: 'true',
      chunk_size: String(CHUNK),
      ...(epochMs && { epoch: 'ms' }),
    });
    try {
      const answer = transport.iterate(`/query?${parameters.toString()}`, '', { method: 'GET' });
      for await (const line of lines(answer)) tell(line, onSeries);
    } catch (error) {
      if (error instanceof HttpError && error.statusCode === 404) return;
      throw new AnjuError('unavailable', 'the store of readings (InfluxDB) does not answer', {
        cause: error,
      });
    }
  };
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
  results?: {
    statement_id?: number;
    error?: string;
    series?: { tags?: Record<string, string>; columns: string[]; values: unknown[][] }[];
  }[];
}

function tell(line: string, onSeries: (series: InfluxSeries) => void): void {
  const answer = JSON.parse(line) as Answer;
  for (const { error, statement_id: statement = 0, series = [] } of [
    { ...(answer.error !== undefined && { error: answer.error }) },
    ...(answer.results ?? []),
  ] as NonNullable<Answer['results']>) {
    if (error?.startsWith('database not found')) continue;
    if (error !== undefined) throw new Error(`InfluxDB: ${error}`);
    for (const { tags = {}, columns, values } of series) onSeries({ statement, tags, columns, values });
  }
}
