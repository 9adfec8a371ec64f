import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { DeviceKind } from '../../contracts/device.ts';
import type { Home } from '../../contracts/home.ts';
import type { AreaProtection, HomeState, MappedHome } from '../../contracts/home-state.ts';
import { readingsTopic } from '../../contracts/topics.ts';
import {
  DEFAULT_UPLINK_SHARDS,
  packUplink,
  shardOf,
  UPLINK_FIELD,
  uplinkStream,
} from '../../contracts/uplink.ts';
import { startIngest } from '../../ingest/app.ts';
import { ingestConfigSchema } from '../../ingest/config.ts';
import { createLogger } from '../../service/create-logger.ts';
import { parseConfig } from '../../service/parse-config.ts';
import { writeDeviceStatus, type StatusUpdate } from '../../store/device-status.ts';
import { judgeHomes } from '../../store/judge-homes.ts';
import { startTestConsole, type LiveClient, type Person, type TestConsole } from '../harness/console.ts';
import { registerDevice } from '../harness/register-device.ts';
import { temporaryDir } from '../harness/temporary-dir.ts';

const HOUR = 3_600_000;
let anju: TestConsole;
let admin: Person;
const open: LiveClient[] = [];

beforeAll(async () => {
  anju = await startTestConsole();
  admin = await anju.admin();
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});
afterAll(() => anju.stop());

/** A home in an area of its own. */
async function homeWith(...kinds: DeviceKind[]): Promise<{ home: Home; devices: string[] }> {
  const home = await anju.home(await anju.area(`area ${kinds.join(' ')}`));
  const devices: string[] = [];
  for (const kind of kinds) devices.push((await registerDevice(anju.store, home.id, kind)).id);
  return { home, devices };
}
/** What alerting's sweep does. */
async function judge(now = Date.now()): Promise<void> {
  while ((await judgeHomes(anju.store, now, 500)) > 0);
}
const says = (deviceId: string, more: Partial<StatusUpdate> = {}) =>
  writeDeviceStatus(anju.store, [
    {
      ...{ deviceId, heardAt: Date.now(), battery: undefined, linkQuality: undefined },
      ...{ online: undefined, onlineAt: undefined, silenceMs: 3 * HOUR, ...more },
    },
  ]);
async function stateOf({ id, areaId }: Home): Promise<[string, string[]]> {
  const { items } = (await admin.get(`/home-states?areaId=${areaId}`)).body as { items: MappedHome[] };
  const found = items.find((home) => home.id === id);
  return [found?.state ?? 'absent', found?.reasons.map(({ code }) => code) ?? []];
}
async function watch(person: Person): Promise<HomeState[]> {
  const socket = person.socket();
  open.push(socket);
  const seen: HomeState[] = [];
  socket.on('home', (home) => seen.push(home));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
    socket.connect();
  });
  return seen;
}

test('a reading makes a home protected, and the screens of its area hear of it, others do not', async () => {
  const { home, devices } = await homeWith('sos');
  const near = await watch(await anju.person({ roles: ['operator'], areaIds: [home.areaId] }));
  const far = await watch(await anju.person({ roles: ['operator'], areaIds: [await anju.area('far')] }));
  await judge();
  expect(await stateOf(home)).toEqual(['unprotected', ['never_heard']]);

  const { dir, remove } = await temporaryDir();
  const ingest = await startIngest({
    config: parseConfig(ingestConfigSchema, {
      REDIS_URL: anju.redis.url,
      DATABASE_URL: anju.databaseUrl,
      DATA_DIR: dir,
    }),
    logger: createLogger({ service: 'ingest', level: 'error', format: 'json', write: () => undefined }),
    pid: process.pid,
  });
  const redis = new Redis(anju.redis.url);
  try {
    const message = {
      clientId: devices[0]!,
      topic: readingsTopic(devices[0]!),
      payload: Buffer.from(JSON.stringify({ battery: 64, linkquality: 120 })),
      ...{ receivedAt: Date.now(), sinceConnect: 1, packetId: 1, dup: false, retain: false },
    };
    const stream = uplinkStream(shardOf(home.id, DEFAULT_UPLINK_SHARDS), 'safety');
    await redis.xadd(stream, '*', UPLINK_FIELD, packUplink([message]));
    await vi.waitFor(
      async () => {
        await judge();
        expect(near.at(-1)).toMatchObject({ id: home.id, state: 'protected', protected: true, reasons: [] });
      },
      { timeout: 20_000, interval: 200 },
    );
  } finally {
    redis.disconnect();
    await ingest.stop();
    await remove();
  }
  expect(await stateOf(home)).toEqual(['protected', []]);
  expect(
    await anju.store.selectFrom('device_status').selectAll().where('device_id', '=', devices[0]!).execute(),
  ).toMatchObject([{ battery: 64, link_quality: 120, online: null }]);
  expect(far).toEqual([]);
});

test('silence ends protection by the clock alone, since then, and the next word brings it back', async () => {
  const { home, devices } = await homeWith('sos', 'motion');
  const now = Date.now();
  for (const id of devices) await says(id, { heardAt: now });
  await judge(now);
  expect(await stateOf(home)).toEqual(['protected', []]);
  await judge(now + 3 * HOUR - 1);
  expect(await stateOf(home)).toEqual(['protected', []]);
  await judge(now + 3 * HOUR);
  await judge(now + 4 * HOUR);
  expect(await stateOf(home)).toEqual(['unprotected', ['silent']]);
  const { items } = (await admin.get(`/unprotected?areaId=${home.areaId}`)).body as { items: MappedHome[] };
  expect(items).toMatchObject([
    {
      id: home.id,
      since: new Date(now + 3 * HOUR).toISOString(),
      reasons: [{ code: 'silent', deviceId: devices[0], kind: 'sos', since: new Date(now).toISOString() }],
    },
  ]);
  await says(devices[0]!, { heardAt: now + 5 * HOUR });
  await judge(now + 5 * HOUR);
  expect(await stateOf(home)).toEqual(['protected', []]);
});

test('what others say of a device counts: offline, a technical incident, maintenance, its removal', async () => {
  const { home, devices } = await homeWith('sos', 'smoke');
  const [sos, smoke] = devices as [string, string];
  for (const id of devices) await says(id);
  await says(smoke, { heardAt: undefined, online: false, onlineAt: Date.now() });
  await judge();
  expect(await stateOf(home)).toEqual(['impaired', ['offline']]);
  // A word after the will: somebody who speaks is not offline.
  await says(smoke, { heardAt: Date.now() + 1_000 });
  await says(sos, { battery: 8 });
  await judge();
  expect(await stateOf(home)).toEqual(['impaired', ['low_battery']]);
  await says(sos, { battery: 100 });
  await judge();
  expect(await stateOf(home)).toEqual(['protected', []]);

  const body = { mode: 'maintenance', scope: 'area', scopeId: home.areaId, reason: 'works' };
  const endsAt = new Date(Date.now() + HOUR).toISOString();
  const made = await admin.post('/maintenance', { ...body, endsAt });
  expect(made.status).toBe(201);
  await judge();
  expect(await stateOf(home)).toEqual(['maintenance', ['maintenance']]);
  await judge(Date.now() + HOUR + 1);
  expect(await stateOf(home)).toEqual(['protected', []]);

  const { id } = made.body as { id: string };
  expect((await admin.post(`/maintenance/${id}/end`)).status).toBeLessThan(300);

  await anju.alarm(home.id, 'tamper');
  await anju.store.updateTable('incidents').set({ device_id: sos }).where('home_id', '=', home.id).execute();
  await anju.store.insertInto('home_looks').values({ home_id: home.id }).execute();
  await judge();
  expect(await stateOf(home)).toEqual(['impaired', ['tamper']]);
  await anju.store
    .updateTable('incidents')
    .set({ state: 'resolved' })
    .where('home_id', '=', home.id)
    .execute();
  await judge();
  expect(await stateOf(home)).toEqual(['protected', []]);
  for (const id of devices) await anju.store.deleteFrom('devices').where('id', '=', id).execute();
  await judge();
  expect(await stateOf(home)).toEqual(['unprotected', ['no_life_safety_device']]);
});

test('homes are counted by state for each area with all below it, and shown in a box; nobody sees others’', async () => {
  const district = await anju.area('district');
  const north = await anju.area('north', district);
  const [inside, outside] = [await anju.home(north), await anju.home(north)];
  await admin.patch(`/homes/${inside.id}`, { location: { lat: 30.32, lng: 120.14 } });
  await admin.patch(`/homes/${outside.id}`, { location: { lat: 31, lng: 121 } });
  const incidentId = await anju.alarm(inside.id, 'smoke');
  await judge();
  const { items } = (await admin.get(`/protection?areaId=${district}`)).body as { items: AreaProtection[] };
  const counts = { protected: 0, impaired: 0, unprotected: 2, maintenance: 0 };
  expect(items).toEqual([
    { areaId: district, name: 'district', counts },
    { areaId: north, name: 'north', parentId: district, counts },
  ]);
  expect((await admin.get(`/home-states?areaId=${district}&bbox=120,30,120.5,30.5`)).body).toMatchObject({
    items: [
      {
        id: inside.id,
        location: { lat: 30.32, lng: 120.14 },
        openIncident: { id: incidentId, type: 'smoke', priority: 1, state: 'open' },
      },
    ],
  });
  expect((await admin.get('/home-states?bbox=120,30')).status).toBe(400);
  const stranger = await anju.person({ roles: ['operator'], areaIds: [await anju.area('elsewhere')] });
  for (const path of ['/home-states', '/unprotected', '/protection']) {
    expect((await stranger.get(`${path}?areaId=${district}`)).status, path).toBe(403);
    expect(JSON.stringify((await stranger.get(path)).body), path).not.toContain(inside.id);
  }
});

test('the boundary of an area is kept, shown when asked for and taken away again; nonsense is refused', async () => {
  const ring = [
    [120.1, 30.3],
    [120.2, 30.3],
    [120.2, 30.4],
    [120.1, 30.3],
  ];
  const boundary = { type: 'Polygon', coordinates: [ring] };
  const made = await admin.post('/areas', { name: 'bounded', boundary });
  expect(made).toMatchObject({ status: 201, body: { boundary } });
  const { id } = made.body as { id: string };
  expect((await admin.get(`/areas?below=${id}&boundaries=true`)).body).toMatchObject({
    items: [{ boundary }],
  });
  expect(JSON.stringify((await admin.get(`/areas?below=${id}`)).body)).not.toContain('boundary');
  const open = { type: 'Polygon', coordinates: [ring.slice(0, 3)] };
  expect((await admin.patch(`/areas/${id}`, { boundary: open })).status).toBe(400);
  expect((await admin.patch(`/areas/${id}`, { boundary: null })).body).not.toHaveProperty('boundary');
});
