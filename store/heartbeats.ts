import { sql } from 'kysely';
import type { Store } from './open-store.ts';

/** Says that somebody is alive, by the database's clock. Whoever watches compares it with the same clock. */
export async function beat(store: Store, name: string, detail: Record<string, unknown> = {}): Promise<void> {
  await sql`
    insert into heartbeats (name, at, detail) values (${name}, clock_timestamp(), ${JSON.stringify(detail)}::jsonb)
    on conflict (name) do update set at = excluded.at, detail = excluded.detail`.execute(store);
}
