import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findKnownDevices } from '../../store/devices.ts';
import { newId } from '../../store/new-id.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { freshDatabase } from '../harness/fresh-database.ts';
import { registerMany } from '../harness/register-many.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let store: Store;

beforeAll(async () => {
  database = await freshDatabase();
  store = openStore({ databaseUrl: database.url, connections: 1 });
});
afterAll(async () => {
  await store.destroy();
  await database.drop();
});

/** What was found, and how often all devices were read for it. */
const askedFor = (ids: readonly string[]) =>
  store.transaction().execute(async (transaction) => {
    const found = await findKnownDevices(transaction, ids);
    const { rows } = await sql<{ reads: number }>`
      select seq_scan::int as reads from pg_stat_xact_user_tables where relname = 'devices'`.execute(
      transaction,
    );
    return { ids: found.map(({ id }) => id).sort(), reads: rows[0]?.reads };
  });

test('devices and who speaks through them are found, each once, and not by reading all devices', async () => {
  const devices = await registerMany(store, { homes: 5_000, kinds: ['sos'] });
  const [gateway, other] = devices as [(typeof devices)[0], (typeof devices)[0]];
  const behind = [newId(), newId()];
  await store
    .insertInto('devices')
    .values(
      behind.map((id, n) => ({
        id,
        home_id: gateway.homeId,
        kind: 'motion' as const,
        gateway_id: gateway.id,
        ieee_address: n === 0 ? '0x00158d0001a2b3c4' : null,
      })),
    )
    .execute();
  const crowd = devices.slice(0, 300).map(({ id }) => id);
  for (const state of ['just registered', 'long known']) {
    expect(await askedFor([gateway.id, other.id, ...behind, newId(), 'no uuid']), state).toEqual({
      ids: [gateway.id, other.id, ...behind].sort(),
      reads: 0,
    });
    expect(await askedFor(crowd), state).toEqual({ ids: [...crowd, ...behind].sort(), reads: 0 });
    await sql`analyze devices`.execute(store);
  }
});
