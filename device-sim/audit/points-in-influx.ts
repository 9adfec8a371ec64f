import { z } from 'zod';
import { SimError } from '../sim-error.ts';
import type { StoredPoints, Wanted } from './stored-points.ts';

/** How much InfluxDB is asked for at once. */
const STATEMENTS = 100;
const TIMEOUT_MS = 60_000;

const answerSchema = z.object({
  error: z.string().optional(),
  results: z
    .array(
      z.object({
        error: z.string().optional(),
        series: z
          .array(
            z.object({
              tags: z.object({ home: z.string() }),
              values: z.array(z.tuple([z.number(), z.number()])),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
});

/**
 * Looks for readings in InfluxDB itself: InfluxQL on `/query`, which 1.x, 2.x and 3.x have. By `seq` alone, so that a
 * copy is found under whatever time it was stored.
 * @throws SimError when InfluxDB does not answer or refuses
 */
export function pointsInInflux(influx: {
  url: string;
  db: string;
  token?: string | undefined;
}): StoredPoints {
  const address = new URL('query', influx.url.endsWith('/') ? influx.url : `${influx.url}/`);
  address.searchParams.set('db', influx.db);
  address.searchParams.set('epoch', 'ms');
  const headers = influx.token === undefined ? {} : { authorization: `Token ${influx.token}` };

  const ask = async (wanted: readonly Wanted[]) => {
    const body = new URLSearchParams({ q: wanted.map(selectSeq).join('; ') });
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(address, { method: 'POST', headers, body, signal }).catch(
      (error: unknown) => {
        throw new SimError(`InfluxDB does not answer at ${influx.url}; set INFLUX_URL`, { cause: error });
      },
    );
    const answer = answerSchema.parse(await response.json());
    const refusal = answer.error ?? answer.results.find(({ error }) => error !== undefined)?.error;
    // Nobody has written to it yet: nothing is there.
    if (refusal?.startsWith('database not found')) return wanted.map(() => []);
    if (refusal !== undefined) throw new SimError(`InfluxDB at ${influx.url} refuses: ${refusal}`);
    return wanted.map((_, n) =>
      (answer.results[n]?.series ?? []).flatMap(({ tags: { home }, values }) =>
        values.map(([time, seq]) => ({ time, seq, home })),
      ),
    );
  };

  return {
    read: async (wanted) => {
      const points = [];
      for (let from = 0; from < wanted.length; from += STATEMENTS) {
        points.push(...(await ask(wanted.slice(from, from + STATEMENTS))));
      }
      return points;
    },
  };
}

function selectSeq({ device, seq }: Wanted): string {
  const id = device.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `SELECT "seq" FROM "reading" WHERE "device" = '${id}' AND "seq" >= ${seq.from} AND "seq" <= ${seq.to} GROUP BY "home"`;
}
