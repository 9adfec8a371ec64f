import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { defaultPolicy, type Step } from '../../contracts/policy.ts';
import type { Role } from '../../contracts/people.ts';
import { effectivePolicies } from '../../store/effective-policy.ts';
import { newId } from '../../store/new-id.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { readCallContext } from '../../store/read-call-context.ts';
import { freshDatabase } from '../harness/fresh-database.ts';

let store: Store;
let drop: () => Promise<void>;
const [district, street, community, homeId] = [newId(), newId(), newId(), newId()];
const path = [community, street, district];
const now = Date.parse('2026-03-01T12:00:00Z');
const hours = (n: number): Date => new Date(now + n * 3_600_000);

beforeAll(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  store = openStore({ databaseUrl: database.url, connections: 2 });
  for (const [n, id] of [district, street, community].entries()) {
    const above = [district, street].slice(0, n).reverse();
    await store
      .insertInto('areas')
      .values({ id, name: `area ${n}`, parent_id: above[0] ?? null, path: [id, ...above] })
      .execute();
  }
  await store
    .insertInto('homes')
    .values({ id: homeId, area_id: community, address: '3-2-501', timezone: 'Asia/Shanghai' })
    .execute();
});
afterAll(async () => {
  await store.destroy();
  await drop();
});

const policy = (areaId: string | null, priority: 1 | 2 | 3, version: number, steps: Step[] | null) =>
  store
    .insertInto('policies')
    .values({
      id: newId(),
      area_id: areaId,
      priority,
      version,
      steps: steps && JSON.stringify(steps),
      created_by: newId(),
    })
    .execute();
const user = async (name: string, roles: Role[], areaIds: string[], homeIds: string[] = []) => {
  const id = newId();
  await store
    .insertInto('users')
    .values({ id, username: name, name, password_hash: '', roles, area_ids: areaIds, home_ids: homeIds })
    .execute();
  return id;
};

test('the nearest area that sets a policy counts, then the platform, then the default; what was given up is inherited', async () => {
  const steps = (after: number): Step[] => [{ after, targets: [{ kind: 'above' }], channels: ['sms'] }];
  expect(await effectivePolicies(store, { homeId })).toEqual({
    1: defaultPolicy(1),
    2: defaultPolicy(2),
    3: defaultPolicy(3),
  });
  await policy(null, 2, 1, steps(1));
  await policy(district, 2, 1, steps(2));
  await policy(street, 2, 1, steps(3));
  await policy(street, 2, 2, steps(4));
  await policy(community, 2, 1, null);
  await policy(null, 3, 1, steps(9));
  const inForce = async () => {
    const { 2: urgent } = await effectivePolicies(store, { homeId });
    return [urgent.steps[0]?.after, urgent.areaId, urgent.version];
  };
  expect(await inForce()).toEqual([4, street, 2]);
  await policy(street, 2, 3, null);
  expect(await inForce()).toEqual([2, district, 1]);
  await policy(district, 2, 2, null);
  expect(await inForce()).toEqual([1, undefined, 1]);
  await policy(null, 2, 2, null);
  expect(await effectivePolicies(store, { areaPath: path })).toMatchObject({
    1: { version: 0 },
    2: { version: 0 },
    3: { version: 1 },
  });
});

test('a round of calls knows the people of the home, of its areas and nobody else', async () => {
  const operator = await user('operator', ['operator'], [community]);
  const chief = await user('chief', ['supervisor'], [district]);
  const daughter = await user('daughter', ['family'], [], [homeId]);
  await user('elsewhere', ['operator'], [newId()], [newId()]);
  await store
    .insertInto('duties')
    .values([
      { id: newId(), user_id: operator, starts_at: hours(-1), ends_at: hours(1) },
      { id: newId(), user_id: chief, starts_at: hours(-9), ends_at: hours(0) },
    ])
    .execute();
  const subscription = newId();
  await store
    .insertInto('push_subscriptions')
    .values({
      id: subscription,
      user_id: daughter,
      endpoint: 'https://push.example.org/1',
      p256dh: '',
      auth: '',
    })
    .execute();
  await store
    .insertInto('contacts')
    .values([
      {
        id: newId(),
        home_id: homeId,
        name: 'second',
        relation: 'family',
        call_order: 2,
        phone: '1',
        email: null,
      },
      {
        id: newId(),
        home_id: homeId,
        name: 'first',
        relation: 'neighbour',
        call_order: 1,
        phone: null,
        email: 'a@example.org',
        preferred_channels: ['email'],
        quiet_from: '22:00',
        quiet_to: '07:00',
      },
    ])
    .execute();
  const webhook = newId();
  await store
    .insertInto('webhooks')
    .values({ id: webhook, area_id: street, name: '119', url: 'https://x', secret: 's', format: 'json' })
    .execute();
  const context = await readCallContext(store, homeId, now);
  expect(context).toMatchObject({
    home: {
      id: homeId,
      address: '3-2-501',
      timezone: 'Asia/Shanghai',
      canary: false,
      areaName: 'area 2',
      path,
    },
    residents: [],
    contacts: [
      {
        name: 'first',
        email: 'a@example.org',
        preferredChannels: ['email'],
        quiet: { from: '22:00', to: '07:00' },
      },
      { name: 'second', phone: '1', preferredChannels: [] },
    ],
    users: [
      { id: operator, onDuty: true, ofHome: false, subscriptions: [] },
      { id: chief, onDuty: false },
      { id: daughter, ofHome: true, subscriptions: [subscription] },
    ],
    webhooks: [{ id: webhook, name: '119' }],
  });
  expect(context?.contacts[0]).not.toHaveProperty('phone');
  expect(await readCallContext(store, newId(), now)).toBeUndefined();
});

test('a round of calls of a platform with many families does not read them all', async () => {
  await sql`
    insert into users (id, username, name, password_hash, roles, area_ids, home_ids)
    select gen_random_uuid(), 'family-' || n, 'somebody', '-', array['family'], '{}', array[gen_random_uuid()]
    from generate_series(1, 20000) n`.execute(store);
  await sql`analyze users`.execute(store);
  const scans = await store.transaction().execute(async (trx) => {
    const sofar = async (): Promise<number> => {
      const { rows } = await sql<{ scans: number }>`
        select seq_scan::int as scans from pg_stat_xact_user_tables where relname = 'users'`.execute(trx);
      return rows[0]?.scans ?? 0;
    };
    const before = await sofar();
    await readCallContext(trx, homeId, Date.now());
    return (await sofar()) - before;
  });
  expect(scans).toBe(0);
});
