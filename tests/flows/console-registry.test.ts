import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Device, DeviceWithSecret, Home } from '../../contracts/home.ts';
import { DEVICES_CHANNEL } from '../../contracts/queues.ts';
import { deviceSecretMatches } from '../../store/device-secret.ts';
import { findCredentials } from '../../store/devices.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';

let anju: TestConsole;
let admin: Person;
let area: string;
let home: Home;
let redis: Redis;
const announced: { deviceId: string; gatewayId?: string }[] = [];

beforeAll(async () => {
  anju = await startTestConsole();
  admin = await anju.admin();
  area = await anju.area('Gongshu');
  home = await anju.home(area);
  redis = new Redis(anju.redis.url);
  redis.on('message', (_channel, message) => announced.push(JSON.parse(message) as { deviceId: string }));
  await redis.subscribe(DEVICES_CHANNEL);
});
afterAll(async () => {
  redis.disconnect();
  await anju.stop();
});

const device = async (fields: object, homeId = home.id): Promise<DeviceWithSecret> => {
  const answer = await admin.post(`/homes/${homeId}/devices`, fields);
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body as DeviceWithSecret;
};
const matches = async (id: string, secret = '') => {
  const [known] = await findCredentials(anju.store, [id]);
  return known?.secretHash !== undefined && deviceSecretMatches(secret, known.secretHash);
};

test('areas nest; a moved one takes along what lies below, homes and rights with it', async () => {
  const district = await anju.area('Dongyang');
  const street = await anju.area('Street', district);
  const community = await anju.area('Community', street);
  const elsewhere = await anju.area('Chun’an');
  const there = await anju.home(community);
  const chief = await anju.person({ roles: ['supervisor'], areaIds: [elsewhere] });
  expect((await chief.get(`/homes/${there.id}`)).status).toBe(403);
  const moved = await admin.patch(`/areas/${street}`, { parentId: elsewhere });
  expect(moved.body).toMatchObject({ parentId: elsewhere, path: [street, elsewhere] });
  expect((await admin.get(`/areas/${community}`)).body).toMatchObject({
    path: [community, street, elsewhere],
  });
  expect((await chief.get(`/homes/${there.id}`)).status).toBe(200);
  expect((await admin.patch(`/areas/${street}`, { parentId: community })).body).toMatchObject({
    code: 'bad_request',
  });
  expect((await admin.delete(`/areas/${street}`)).body).toMatchObject({ status: 409, code: 'in_use' });
  expect((await admin.delete(`/areas/${elsewhere}`)).body).toMatchObject({ code: 'in_use' });
  expect((await admin.delete(`/areas/${district}`)).status).toBe(204);
});

test('two areas may have one name: a district has several communities called Xinhua', async () => {
  const first = await admin.post('/areas', { name: 'Xinhua', parentId: area });
  const second = await admin.post('/areas', { name: 'Xinhua', parentId: area });
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(first.body).not.toEqual(second.body);
});

test('a home is made, changed, found by address and resident, and removed', async () => {
  const made = await admin.post('/homes', {
    areaId: area,
    address: 'Xiaohe Road 7, 302',
    location: { lat: 30.31, lng: 120.13 },
  });
  expect(made.body).toMatchObject({
    areaName: 'Gongshu',
    timezone: 'Asia/Shanghai',
    location: { lat: 30.31, lng: 120.13 },
  });
  const { id } = made.body as Home;
  expect((await admin.patch(`/homes/${id}`, { location: null, timezone: 'Asia/Urumqi' })).body).toMatchObject(
    {
      timezone: 'Asia/Urumqi',
    },
  );
  expect((await admin.get(`/homes/${id}`)).body).not.toHaveProperty('location');
  await admin.post(`/homes/${id}/residents`, { name: '王秀英' });
  const found = async (q: string) =>
    ((await admin.get(`/homes?q=${encodeURIComponent(q)}`)).body as { items: Home[] }).items.map((h) => h.id);
  expect(await found('xiaohe road')).toEqual([id]);
  expect(await found('秀英')).toEqual([id]);
  expect(await found('100%')).toEqual([]);
  expect((await admin.delete(`/homes/${id}`)).status).toBe(204);
  expect((await admin.get(`/homes/${id}`)).body).toMatchObject({ status: 404, code: 'not_found' });
});

test('a home with a history is not removed', async () => {
  const lived = await anju.home(area);
  await anju.alarm(lived.id);
  expect((await admin.delete(`/homes/${lived.id}`)).body).toMatchObject({ status: 409, code: 'in_use' });
});

test('bad fields are all named, unknown ones too', async () => {
  const answer = await admin.post('/homes', {
    areaId: 'x',
    address: '',
    timezone: 'Mars/Olympus',
    location: { lat: 91, lng: 0 },
    adress: 'typo',
  });
  expect(answer.body).toMatchObject({ status: 400, code: 'bad_request' });
  const { detail } = answer.body as { detail: string };
  for (const field of ['areaId', 'address', 'timezone', 'location.lat', 'adress'])
    expect(detail).toContain(field);
  const nowhere = '0198c0de-0000-7000-8000-000000000000';
  expect((await admin.post('/homes', { areaId: nowhere, address: 'x' })).body).toMatchObject({
    code: 'not_found',
  });
});

test('residents are made, listed, changed, cleared and removed', async () => {
  const path = `/homes/${home.id}/residents`;
  const made = await admin.post(path, {
    name: 'Li Guizhen',
    birthDate: '1939-04-02',
    phone: '13900000000',
    conditions: ['dementia'],
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ homeId: home.id, livesAlone: true, birthDate: '1939-04-02' });
  const { id } = made.body as { id: string };
  const changed = await admin.patch(`${path}/${id}`, { phone: null, livesAlone: false });
  expect(changed.body).toMatchObject({ livesAlone: false, birthDate: '1939-04-02' });
  expect(changed.body).not.toHaveProperty('phone');
  expect((await admin.get(path)).body).toMatchObject({ items: [{ id }] });
  expect((await admin.post(path, { name: 'x', birthDate: '1939-13-40' })).body).toMatchObject({
    status: 400,
  });
  const other = await anju.home(area);
  expect((await admin.get(`/homes/${other.id}/residents/${id}`)).body).toMatchObject({ code: 'not_found' });
  expect((await admin.delete(`${path}/${id}`)).status).toBe(204);
  expect((await admin.get(`${path}/${id}`)).status).toBe(404);
});

test('contacts come in the order in which they are called, also page by page', async () => {
  const path = `/homes/${home.id}/contacts`;
  await admin.post(path, { name: 'daughter', relation: 'family', phone: '1' });
  await admin.post(path, { name: 'neighbour', relation: 'neighbour' });
  await admin.post(path, { name: 'first', relation: 'key_holder', order: 0, email: 'a@example.org' });
  const { body } = await admin.get(path);
  const names = (page: unknown) => (page as { items: { name: string }[] }).items.map(({ name }) => name);
  expect(names(body)).toEqual(['first', 'daughter', 'neighbour']);
  const first = await admin.get(`${path}?limit=2`);
  const { nextCursor } = first.body as { nextCursor: string };
  const second = await admin.get(`${path}?limit=2&cursor=${nextCursor}`);
  expect([...names(first.body), ...names(second.body)]).toEqual(['first', 'daughter', 'neighbour']);
  expect(second.body).not.toHaveProperty('nextCursor');
  for (const wrong of [{ relation: 'friend' }, { relation: 'family', order: -1 }]) {
    expect((await admin.post(path, { name: 'x', ...wrong })).body).toMatchObject({ code: 'bad_request' });
  }
});

test('what connects itself gets a secret, once, that opens the broker; nothing else ever shows it', async () => {
  const made = await device({ kind: 'sos', room: 'bathroom' });
  expect(made.secret).toMatch(/^[\w-]{43}$/);
  expect(await matches(made.id, made.secret)).toBe(true);
  const secret = made.secret ?? '';
  for (const path of [`/devices/${made.id}`, `/homes/${home.id}/devices/${made.id}`, '/devices']) {
    const answer = await admin.get(path);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toContain(secret);
  }
  const audit = await anju.store.selectFrom('audit').selectAll().execute();
  expect(JSON.stringify(audit)).not.toContain(secret);
  expect(anju.log.join('')).not.toContain(secret);
  await vi.waitFor(() => expect(announced).toContainEqual({ deviceId: made.id }), 15_000);
});

test('a rotated secret replaces the old one, and brokers are told', async () => {
  const made = await device({ kind: 'smoke' });
  const before = announced.length;
  const rotated = (await admin.patch(`/devices/${made.id}`, { rotateSecret: true })).body as DeviceWithSecret;
  expect(rotated.secret).not.toBe(made.secret);
  expect(await matches(made.id, made.secret)).toBe(false);
  expect(await matches(made.id, rotated.secret)).toBe(true);
  await vi.waitFor(() => expect(announced.slice(before)).toContainEqual({ deviceId: made.id }), 15_000);
});

test('what speaks through a gateway has no secret, and its address is kept in lower case', async () => {
  const gateway = await device({ kind: 'gateway' });
  const sensor = await device({
    kind: 'motion',
    gatewayId: gateway.id,
    ieeeAddress: '0x00158D0001A2B3C4',
    friendlyName: 'hall motion',
  });
  expect(sensor).not.toHaveProperty('secret');
  expect(sensor.ieeeAddress).toBe('0x00158d0001a2b3c4');
  await vi.waitFor(
    () => expect(announced).toContainEqual({ deviceId: sensor.id, gatewayId: gateway.id }),
    15_000,
  );
  const again = { kind: 'door', gatewayId: gateway.id, ieeeAddress: '0x00158d0001a2b3c4' };
  expect((await admin.post(`/homes/${home.id}/devices`, again)).body).toMatchObject({
    status: 409,
    code: 'already_exists',
  });
  expect((await admin.patch(`/devices/${sensor.id}`, { rotateSecret: true })).body).toMatchObject({
    status: 400,
  });
  expect((await admin.delete(`/devices/${gateway.id}`)).body).toMatchObject({ code: 'in_use' });
  expect((await admin.patch(`/devices/${gateway.id}`, { kind: 'sos' })).body).toMatchObject({
    code: 'in_use',
  });
  expect((await admin.delete(`/devices/${sensor.id}`)).status).toBe(204);
  expect((await admin.delete(`/devices/${gateway.id}`)).status).toBe(204);
});

test('a device that could never be heard is not registered', async () => {
  const gateway = await device({ kind: 'gateway' });
  const button = await device({ kind: 'button' });
  const other = await anju.home(area);
  const refused: [string, object][] = [
    [other.id, { kind: 'sos', gatewayId: gateway.id, friendlyName: 'x' }],
    [home.id, { kind: 'sos', gatewayId: button.id, friendlyName: 'x' }],
    [home.id, { kind: 'sos', gatewayId: gateway.id }],
    [home.id, { kind: 'sos', gatewayId: gateway.id, ieeeAddress: '12:34' }],
    [home.id, { kind: 'gateway', gatewayId: gateway.id, friendlyName: 'x' }],
    [home.id, { kind: 'sos', gatewayId: '0198c0de-0000-7000-8000-000000000000', friendlyName: 'x' }],
    [home.id, { kind: 'toaster' }],
  ];
  for (const [homeId, fields] of refused) {
    const answer = await admin.post(`/homes/${homeId}/devices`, fields);
    expect(answer.body, JSON.stringify(fields)).toMatchObject({ status: 400, code: 'bad_request' });
  }
});

test('users are unique by name whatever the case, and a short password is refused', async () => {
  const user = { username: 'zhao', name: 'Zhao', password: '12345678', roles: ['operator'], areaIds: [area] };
  expect((await admin.post('/users', user)).status).toBe(201);
  expect((await admin.post('/users', { ...user, username: 'ZHAO' })).body).toMatchObject({
    code: 'already_exists',
  });
  expect((await admin.post('/users', { ...user, username: 'qian', password: '1234567' })).body).toMatchObject(
    {
      code: 'bad_request',
    },
  );
  const nowhere = '0198c0de-0000-7000-8000-000000000000';
  expect((await admin.post('/users', { ...user, username: 'sun', areaIds: [nowhere] })).body).toMatchObject({
    code: 'bad_request',
  });
  expect((await anju.login('Zhao', '12345678')).user).toMatchObject({ username: 'zhao', areaIds: [area] });
});

test('every change is in the audit trail, and a change that fails is not', async () => {
  const { id } = await anju.home(area);
  await admin.patch(`/homes/${id}`, { address: 'Secret Street 1' });
  await admin.delete(`/homes/${id}`);
  const rows = await anju.store
    .selectFrom('audit')
    .selectAll()
    .where('subject', '=', `home:${id}`)
    .orderBy('id')
    .execute();
  expect(rows.map(({ action, actor }) => [action, actor])).toEqual([
    ['home.added', admin.user.id],
    ['home.changed', admin.user.id],
    ['home.removed', admin.user.id],
  ]);
  expect(JSON.stringify(rows)).not.toContain('Secret Street');
  const twin = { username: 'Sun', name: 'Sun', password: '12345678', roles: ['operator'] };
  expect((await admin.post('/users', twin)).status).toBe(201);
  const before = (await anju.audit('user.added')).length;
  expect(before).toBeGreaterThan(0);
  expect((await admin.post('/users', { ...twin, username: 'sun' })).status).toBe(409);
  expect(await anju.audit('user.added')).toHaveLength(before);
});

test('lists are paged without a gap or a double', async () => {
  const many = await anju.home(area);
  const made: string[] = [];
  for (let n = 0; n < 7; n++) made.push((await device({ kind: 'motion' }, many.id)).id);
  const paged: string[] = [];
  let cursor = '';
  do {
    const { body } = await admin.get(`/homes/${many.id}/devices?limit=3&cursor=${cursor}`);
    const page = body as { items: Device[]; nextCursor?: string };
    expect(page.items.length).toBeLessThanOrEqual(3);
    paged.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? '';
  } while (cursor !== '');
  expect(paged).toEqual(made);
});
