import { HttpError, InfluxDB, type SendOptions } from '@influxdata/influxdb-client';

export interface InfluxTarget {
  url: string;
  db: string;
  token: string | undefined;
}

/**
 * What became of a write. `away`: try the same lines again later; writing them twice changes nothing.
 * `partial`: the good lines are stored, the others never will be.
 */
export type WriteOutcome =
  { kind: 'stored' } | { kind: 'partial'; reason: string } | { kind: 'away'; reason: string };

export interface InfluxWriter {
  /** @param lines line protocol, one per line */
  write(lines: string): Promise<WriteOutcome>;
}

/** A write that takes longer counts as away: the lines go to the spool, and an alarm never waits for them. */
export const WRITE_TIMEOUT_MS = 5_000;

/**
 * The official client's transport. Not its WriteApi: that one retries from memory alone, while what cannot be written
 * now is ours to keep, and it measures every batch a character at a time (a tenth of all ingest costs).
 */
export function openInfluxWriter({ url, db, token }: InfluxTarget): InfluxWriter {
  const influx = new InfluxDB({ url, timeout: WRITE_TIMEOUT_MS, ...(token !== undefined && { token }) });
  // 1.x natively, 2.x and 3.x through their compatibility endpoint.
  const path = `/write?db=${encodeURIComponent(db)}&precision=ns`;
  const how: SendOptions = {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    ...(!isLoopback(url) && { gzipThreshold: 1_000 }),
  };
  const send = (lines: string) =>
    new Promise<void>((complete, error) => influx.transport.send(path, lines, how, { complete, error }));
  return {
    write: async (lines) => {
      try {
        await send(lines);
        return { kind: 'stored' };
      } catch (error) {
        return await outcomeOf(error, { url, db, token });
      }
    },
  };
}

async function outcomeOf(error: unknown, target: InfluxTarget): Promise<WriteOutcome> {
  const reason = error instanceof Error ? error.message : String(error);
  if (!(error instanceof HttpError)) return { kind: 'away', reason };
  const said = `${error.statusCode} ${reason} ${error.body ?? ''}`.slice(0, 500);
  if (error.statusCode === 404) {
    await createDatabase(target);
    return { kind: 'away', reason: said };
  }
  // 400 and 422: these lines will never be taken. 413 would be for smaller batches than any of ours.
  return error.statusCode === 400 || error.statusCode === 422
    ? { kind: 'partial', reason: said }
    : { kind: 'away', reason: said };
}

/** An unknown database of a 1.x is made; elsewhere this is refused and people must make the bucket. */
async function createDatabase({ url, db, token }: InfluxTarget): Promise<void> {
  const q = `CREATE DATABASE "${db.replaceAll('"', '\\"')}"`;
  await fetch(new URL('query', url.endsWith('/') ? url : `${url}/`), {
    method: 'POST',
    body: new URLSearchParams({ q }),
    signal: AbortSignal.timeout(WRITE_TIMEOUT_MS),
    ...(token !== undefined && { headers: { authorization: `Token ${token}` } }),
  }).then(
    (answer) => answer.arrayBuffer(),
    () => undefined, // still away: the next write finds out
  );
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname);
}
