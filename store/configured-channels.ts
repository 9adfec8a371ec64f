import { sql } from 'kysely';
import type { Channel } from '../contracts/notification.ts';
import type { Store } from './open-store.ts';

const NAME = 'channels';

/** Says which channels have a provider. Told by who sends, so that no other process needs the providers' secrets. */
export async function writeConfiguredChannels(store: Store, channels: readonly Channel[]): Promise<void> {
  await sql`
    insert into heartbeats (name, at, detail)
    values (${NAME}, clock_timestamp(), ${JSON.stringify({ configured: channels })}::jsonb)
    on conflict (name) do update set at = excluded.at, detail = excluded.detail`.execute(store);
}

/** Undefined when nobody has ever said. */
export async function readConfiguredChannels(store: Store): Promise<ReadonlySet<Channel> | undefined> {
  const row = await store
    .selectFrom('heartbeats')
    .select('detail')
    .where('name', '=', NAME)
    .executeTakeFirst();
  return row && new Set(row.detail.configured as Channel[]);
}
