import { Redis } from 'ioredis';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { startLiveFeed } from '../../console/live-feed.ts';
import { createMetrics } from '../../console/metrics.ts';
import type { Home } from '../../contracts/home.ts';
import type { HomeState } from '../../contracts/home-state.ts';
import type { Incident } from '../../contracts/incident.ts';
import type { Platform, Snapshot } from '../../contracts/live.ts';
import { LIVE_CHANNEL } from '../../contracts/queues.ts';
import { createLogger } from '../../service/create-logger.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { startTestConsole, type LiveClient, type Person, type TestConsole } from '../harness/console.ts';

let anju: TestConsole;
let north: string;
let south: string;
let northHome: Home;
let redis: Redis;
const open: LiveClient[] = [];

beforeAll(async () => {
  anju = await startTestConsole();
  const district = await anju.area('Gongshu');
  north = await anju.area('North', district);
  south = await anju.area('South', district);
  northHome = await anju.home(north);
  redis = new Redis(anju.redis.url);
  redis.on('error', () => undefined);
});
afterEach(() => {
  for (const socket of open.splice(0)) socket.disconnect();
});
afterAll(async () => {
  redis.disconnect();
  await anju.stop();
});

/** Connects and keeps every incident that arrives. */
async function watch(person: Person): Promise<{ socket: LiveClient; seen: Incident[] }> {
  const socket = person.socket();
  open.push(socket);
  const seen: Incident[] = [];
  socket.on('incident', (incident) => seen.push(incident));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
    socket.connect();
  });
  return { socket, seen };
}

const snapshot = (socket: LiveClient) =>
  new Promise<Snapshot>((resolve) => socket.emit('snapshot', (answer) => resolve(answer)));

/** What alerting does after its commit. */
async function publish(id: string): Promise<void> {
  const [incident] = await readIncidents(anju.store, [id]);
  await redis.publish(LIVE_CHANNEL, JSON.stringify(incident));
}

const versions = (seen: readonly Incident[], id: string) =>
  seen.filter((incident) => incident.id === id).map(({ version }) => version);

test('an update reaches who watches the area, the areas above it, the family and the admin; nobody else', async () => {
  const operator = await watch(await anju.person({ roles: ['operator'], areaIds: [north] }));
  const family = await watch(await anju.person({ roles: ['family'], homeIds: [northHome.id] }));
  const admin = await watch(await anju.admin());
  const outside = await watch(await anju.person({ roles: ['operator'], areaIds: [south] }));
  const stranger = await watch(
    await anju.person({ roles: ['family'], homeIds: [(await anju.home(north)).id] }),
  );
  const installer = await watch(await anju.person({ roles: ['installer'], areaIds: [north] }));

  const id = await anju.alarm(northHome.id);
  await publish(id);
  const southern = await anju.alarm((await anju.home(south)).id);
  await publish(southern);
  for (const { seen } of [operator, family, admin]) {
    await vi.waitFor(() => expect(versions(seen, id)).toEqual([1]), 15_000);
  }
  expect(operator.seen[0]).toEqual((await readIncidents(anju.store, [id]))[0]);
  // The southern one was sent after the northern one: who has it would have had the other too.
  await vi.waitFor(() => expect(versions(outside.seen, southern)).toEqual([1]), 15_000);
  await vi.waitFor(() => expect(versions(admin.seen, southern)).toEqual([1]), 15_000);
  expect(outside.seen.map((incident) => incident.id)).not.toContain(id);
  expect(operator.seen.map((incident) => incident.id)).not.toContain(southern);
  expect(stranger.seen).toEqual([]);
  expect(installer.seen).toEqual([]);
});

test('who shows a home hears that its door code or its people have changed; no other area does, and nothing twice', async () => {
  const home = await anju.home(north);
  const admin = await anju.admin();
  const listen = async (areaId: string) => {
    const { socket } = await watch(await anju.person({ roles: ['operator'], areaIds: [areaId] }));
    const heard: HomeState[] = [];
    socket.on('home', (state) => heard.push(state));
    return heard;
  };
  const [inside, outside] = [await listen(north), await listen(south)];
  const told = () => inside.filter(({ id, recordChangedAt }) => id === home.id && recordChangedAt);
  await admin.patch(`/homes/${home.id}`, { access: 'code 4711' });
  await vi.waitFor(() => expect(told()).toHaveLength(1), 15_000);
  expect(told()[0]).toMatchObject({ state: 'unprotected', areaId: north });
  await admin.post(`/homes/${home.id}/contacts`, { name: 'Zhang', relation: 'key_holder' });
  await vi.waitFor(() => expect(told()).toHaveLength(2), 15_000);
  await admin.post(`/homes/${home.id}/residents`, { name: 'Wang' });
  await vi.waitFor(() => expect(told()).toHaveLength(3), 15_000);
  const southern = await anju.home(south);
  await admin.patch(`/homes/${southern.id}`, { access: 'code 12' });
  await vi.waitFor(() => expect(outside.map(({ id }) => id)).toContain(southern.id), 15_000);
  expect(outside.map(({ id }) => id)).not.toContain(home.id);
  expect(told()).toHaveLength(3);
});

test('an action is seen by the others at once, in the order of versions and each once', async () => {
  const li = await anju.person({ roles: ['operator'], areaIds: [north] });
  const { seen } = await watch(await anju.person({ roles: ['operator'], areaIds: [north] }));
  const id = await anju.alarm((await anju.home(north)).id);
  await publish(id);
  await publish(id);
  await li.post(`/incidents/${id}/acknowledge`);
  await li.post(`/incidents/${id}/resolve`, { disposition: 'false_alarm' });
  await vi.waitFor(() => expect(versions(seen, id)).toEqual([1, 2, 3]), 15_000);
});

test('an update that Redis never carried arrives all the same', async () => {
  const { seen } = await watch(await anju.person({ roles: ['operator'], areaIds: [north] }));
  const id = await anju.alarm((await anju.home(north)).id);
  await vi.waitFor(() => expect(versions(seen, id)).toEqual([1]), { timeout: 15_000 });
});

test('a console whose own clock runs an hour ahead misses nothing that only the database knows', async () => {
  const platformNow = Date.now() - 3_600_000;
  const seen: Incident[] = [];
  const feed = startLiveFeed({
    store: anju.store,
    now: () => platformNow,
    emit: (incident) => Promise.resolve(void seen.push(incident)),
    metrics: createMetrics(),
    logger: createLogger({ service: 'console', level: 'error', format: 'json', write: () => undefined }),
  });
  const id = await anju.alarm((await anju.home(north)).id);
  await anju.store
    .updateTable('incidents')
    .set({ updated_at: new Date(platformNow) })
    .where('id', '=', id)
    .execute();
  await feed.reconcile();
  expect(versions(seen, id)).toEqual([1]);
  await feed.reconcile();
  expect(versions(seen, id)).toEqual([1]);
  await feed.stop();
});

test('nonsense on the live channel is counted and harms nobody', async () => {
  const { seen } = await watch(await anju.person({ roles: ['operator'], areaIds: [north] }));
  for (const message of ['', 'not json', '{}', 'null', '{"id":"x"}'])
    await redis.publish(LIVE_CHANNEL, message);
  const id = await anju.alarm((await anju.home(north)).id);
  await publish(id);
  await vi.waitFor(() => expect(versions(seen, id)).toEqual([1]), 15_000);
  const metrics = String((await anju.request('GET', '/metrics')).body);
  expect(metrics).toMatch(/anju_console_live_bad_messages_total 5/);
});

test('a snapshot holds everything in scope that is not resolved, and how the platform is', async () => {
  const quiet = await anju.area('Quiet');
  const operator = await anju.person({ roles: ['operator'], areaIds: [quiet] });
  const technical = await anju.alarm((await anju.home(quiet)).id, 'low_battery');
  const life = await anju.alarm((await anju.home(quiet)).id, 'smoke');
  const done = await anju.alarm((await anju.home(quiet)).id);
  await operator.post(`/incidents/${done}/acknowledge`);
  await operator.post(`/incidents/${done}/resolve`, { disposition: 'test' });
  const { socket } = await watch(operator);
  const { incidents, platform } = await snapshot(socket);
  expect(incidents.map(({ id }) => id)).toEqual([life, technical]);
  expect(platform).toMatchObject({
    state: expect.any(String) as string,
    parts: expect.any(Array) as unknown[],
  });
});

test('a snapshot asked for with a payload before the callback is answered too', async () => {
  const { socket } = await watch(await anju.admin());
  const untyped = socket as unknown as Socket;
  const answer = (await untyped.timeout(5_000).emitWithAck('snapshot', {})) as Snapshot;
  expect(answer.incidents).toBeInstanceOf(Array);
});

test('who connects is told how the platform is', async () => {
  const socket = (await anju.admin()).socket();
  open.push(socket);
  const told = new Promise<Platform>((resolve) => socket.once('platform', resolve));
  socket.connect();
  expect((await told).parts.map(({ name }) => name)).toContain('redis');
});

test('without a session, or from a page of another site, nobody gets in', async () => {
  const admin = await anju.admin();
  const refusal = (socket: LiveClient) =>
    new Promise<Error>((resolve, reject) => {
      open.push(socket);
      socket.once('connect', () => reject(new Error('was let in')));
      socket.once('connect_error', resolve);
      socket.connect();
    });
  const anonymous = { ...admin, cookie: 'anju_session=forged.signature' };
  const stranger = admin.socket();
  stranger.io.opts.extraHeaders = { cookie: anonymous.cookie };
  expect(await refusal(stranger)).toMatchObject({ data: { code: 'not_logged_in' } });
  const foreign = admin.socket();
  foreign.io.opts.extraHeaders = { cookie: admin.cookie, origin: 'https://elsewhere.example' };
  await refusal(foreign);
});

test('logging out ends the sockets of that session and of no other', async () => {
  const user = await anju.person({ roles: ['operator'], areaIds: [north] });
  const { socket } = await watch(user);
  const other = await watch(await anju.person({ roles: ['operator'], areaIds: [north] }));
  const ended = new Promise((resolve) => socket.once('disconnect', resolve));
  await user.delete('/session');
  expect(await ended).toBe('io server disconnect');
  expect(other.socket.connected).toBe(true);
});

test('an area taken away ends the view of it: the socket comes back without it', async () => {
  const user = await anju.person({ roles: ['operator'], areaIds: [north, south] });
  const socket = user.socket({ reconnection: true });
  open.push(socket);
  const seen: string[] = [];
  socket.on('incident', ({ id }) => seen.push(id));
  await new Promise<void>((resolve) => socket.once('connect', resolve).connect());
  // One update, so that the client has an offset from which the server could recover it.
  const first = await anju.alarm((await anju.home(south)).id);
  await publish(first);
  await vi.waitFor(() => expect(seen).toContain(first), 15_000);

  const again = new Promise<void>((resolve) =>
    socket.once('disconnect', () => socket.once('connect', resolve)),
  );
  const admin = await anju.admin();
  await admin.patch(`/users/${user.user.id}`, { areaIds: [north] });
  await again;
  expect(socket.recovered).toBe(false);
  const hidden = await anju.alarm((await anju.home(south)).id);
  await publish(hidden);
  const shown = await anju.alarm((await anju.home(north)).id);
  await publish(shown);
  await vi.waitFor(() => expect(seen).toContain(shown), 15_000);
  expect(seen).not.toContain(hidden);
});

test('a dropped connection comes back to what it missed', async () => {
  const user = await anju.person({ roles: ['operator'], areaIds: [north] });
  const socket = user.socket({ reconnection: true });
  open.push(socket);
  const seen: Incident[] = [];
  socket.on('incident', (incident) => seen.push(incident));
  await new Promise<void>((resolve) => socket.once('connect', resolve).connect());
  const first = await anju.alarm((await anju.home(north)).id);
  await publish(first);
  await vi.waitFor(() => expect(versions(seen, first)).toEqual([1]), 15_000);
  const again = new Promise<void>((resolve) =>
    socket.once('disconnect', () => socket.once('connect', resolve)),
  );
  socket.io.engine.close();
  const missed = await anju.alarm((await anju.home(north)).id);
  await publish(missed);
  await again;
  expect(socket.recovered).toBe(true);
  await vi.waitFor(() => expect(versions(seen, missed)).toEqual([1]), 15_000);
});

test('with Redis away an operator still takes a call, everybody sees it, and the platform says it is down', async () => {
  const li = await anju.person({ roles: ['operator'], areaIds: [north] });
  const { seen } = await watch(await anju.person({ roles: ['operator'], areaIds: [north] }));
  const id = await anju.alarm((await anju.home(north)).id);
  await anju.redis.crash();
  const taken = await li.post(`/incidents/${id}/acknowledge`);
  expect(taken.status).toBe(200);
  await vi.waitFor(() => expect(versions(seen, id)).toContain(2), { timeout: 15_000 });
  await vi.waitFor(
    async () => {
      const ready = await anju.request('GET', '/readyz');
      expect(ready.status).toBe(503);
      const { parts } = ready.body as Platform;
      expect(parts.find(({ name }) => name === 'redis')).toMatchObject({
        state: 'down',
        code: 'unreachable',
      });
    },
    { timeout: 15_000 },
  );

  await anju.redis.start();
  const after = await anju.alarm((await anju.home(north)).id);
  await vi.waitFor(() => expect(versions(seen, after)).toEqual([1]), { timeout: 15_000 });
  await vi.waitFor(
    async () => {
      const { body } = await li.get('/platform');
      expect((body as Platform).parts.find(({ name }) => name === 'redis')).toMatchObject({ state: 'ok' });
    },
    { timeout: 15_000 },
  );
});
