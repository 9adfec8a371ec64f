import { sql } from 'kysely';
import type { Store } from './open-store.ts';

/** What somebody last said of being alive, and how long ago that was by the database's clock, ms. */
export interface Heartbeat {
  name: string;
  at: Date;
  ageMs: number;
  detail: unknown;
}

/** Says that somebody is alive, by the database's clock. Whoever watches compares it with the same clock. */
export async function beat(
  store: Store,
  name: string,
  detail: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  await sql`
    insert into heartbeats (name, at, detail) values (${name}, clock_timestamp(), ${JSON.stringify(detail)}::jsonb)
    on conflict (name) do update set at = excluded.at, detail = excluded.detail`.execute(store);
}

/** The heartbeats whose name begins like this. */
export async function readHeartbeats(store: Store, prefix: string): Promise<Heartbeat[]> {
  const { rows } = await sql<Heartbeat>`
    select name, at, detail, (extract(epoch from clock_timestamp() - at) * 1000)::float8 as "ageMs"
    from heartbeats where starts_with(name, ${prefix})`.execute(store);
  return rows;
}
