import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Home } from '../../contracts/home.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';

let anju: TestConsole;
let district: string;
let north: string;
let south: string;
let northHome: Home;
let southHome: Home;
let southIncident: string;
let northIncident: string;
const people: Record<string, Person> = {};

beforeAll(async () => {
  anju = await startTestConsole();
  district = await anju.area('Gongshu');
  north = await anju.area('North', district);
  south = await anju.area('South', district);
  northHome = await anju.home(north);
  southHome = await anju.home(south);
  northIncident = await anju.alarm(northHome.id);
  southIncident = await anju.alarm(southHome.id);
  people.admin = await anju.admin();
  for (const role of ['supervisor', 'operator', 'installer']) {
    people[role] = await anju.person({ roles: [role], areaIds: [north] });
  }
  people.chief = await anju.person({ roles: ['supervisor'], areaIds: [district] });
  people.family = await anju.person({ roles: ['family'], homeIds: [northHome.id] });
});
afterAll(() => anju.stop());

const as = (name: string): Person => people[name] as Person;
const ids = (body: unknown) => (body as { items: { id: string }[] }).items.map(({ id }) => id);

describe('reading', () => {
  test('staff of an area see its homes and no others; their chief sees both; the family sees its own', async () => {
    const seen = async (name: string) => ids((await as(name).get('/homes')).body);
    const both = [northHome.id, southHome.id];
    expect(await seen('admin')).toEqual(both);
    expect(await seen('chief')).toEqual(both);
    for (const name of ['supervisor', 'operator', 'installer', 'family']) {
      expect(await seen(name), name).toEqual([northHome.id]);
    }
  });

  test('a family that asks for another home is refused, and that is on record', async () => {
    const path = `/homes/${southHome.id}`;
    for (const more of ['', '/residents', '/devices', '/readings']) {
      const answer = await as('family').get(path + more);
      expect(answer.body, more).toMatchObject({ status: 403, code: 'out_of_scope' });
      expect(JSON.stringify(answer.body)).not.toContain('Gongchen');
    }
    const refused = await anju.audit('access.refused');
    expect(refused.map(({ actor, subject }) => ({ actor, subject }))).toContainEqual({
      actor: as('family').user.id,
      subject: `GET /api/v1${path}`,
    });
    expect(anju.log.some((line) => line.includes('access refused') && line.includes(southHome.id))).toBe(
      true,
    );
  });

  test('an operator of another area is refused: the home, its contacts, its incident, acting on it', async () => {
    const operator = as('operator');
    const answers = [
      await operator.get(`/homes/${southHome.id}`),
      await operator.get(`/homes/${southHome.id}/contacts`),
      await operator.get(`/incidents/${southIncident}`),
      await operator.get(`/incidents?homeId=${southHome.id}`),
      await operator.post(`/incidents/${southIncident}/acknowledge`),
    ];
    for (const answer of answers) expect(answer.body).toMatchObject({ status: 403, code: 'out_of_scope' });
    const subject = `POST /api/v1/incidents/${southIncident}/acknowledge`;
    expect(await anju.audit('access.refused')).toContainEqual(
      expect.objectContaining({ actor: operator.user.id, subject }),
    );
    const [incident] = ((await as('admin').get(`/incidents/${southIncident}`)).body as { state: string })
      .state;
    expect(incident).toBe('o');
  });

  test('lists of incidents hold only what is in scope', async () => {
    const seen = async (name: string) => ids((await as(name).get('/incidents')).body).sort();
    expect(await seen('operator')).toEqual([northIncident]);
    expect(await seen('family')).toEqual([northIncident]);
    expect(await seen('chief')).toEqual([northIncident, southIncident].sort());
  });
});

describe('doing', () => {
  test('the family never acts, and never sees the quarantine, the contacts or the users', async () => {
    const family = as('family');
    for (const action of ['acknowledge', 'release', 'dispatch', 'arrive', 'resolve', 'notes']) {
      const body = { disposition: 'false_alarm', text: 'mother is fine' };
      const answer = await family.post(`/incidents/${northIncident}/${action}`, body);
      expect(answer.body, action).toMatchObject({ status: 403, code: 'role_forbids' });
    }
    for (const path of ['/quarantine', '/users', `/homes/${northHome.id}/contacts`, '/areas']) {
      expect((await family.get(path)).body, path).toMatchObject({ code: 'role_forbids' });
    }
    expect((await as('admin').get(`/incidents/${northIncident}`)).body).toMatchObject({
      state: 'open',
      version: 1,
    });
  });

  test('an installer manages devices in their area and nothing else', async () => {
    const installer = as('installer');
    const device = await installer.post(`/homes/${northHome.id}/devices`, { kind: 'sos', room: 'bath' });
    expect(device.status).toBe(201);
    expect((await installer.post(`/homes/${southHome.id}/devices`, { kind: 'sos' })).body).toMatchObject({
      code: 'out_of_scope',
    });
    expect((await installer.get('/incidents')).body).toMatchObject({ code: 'role_forbids' });
    expect((await installer.patch(`/homes/${northHome.id}`, { address: 'x' })).body).toMatchObject({
      code: 'role_forbids',
    });
    expect((await installer.get(`/homes/${northHome.id}/readings`)).body).toMatchObject({
      code: 'role_forbids',
    });
  });

  test('an operator changes no home and no device', async () => {
    const operator = as('operator');
    expect((await operator.patch(`/homes/${northHome.id}`, { address: 'x' })).status).toBe(403);
    expect((await operator.post(`/homes/${northHome.id}/devices`, { kind: 'sos' })).status).toBe(403);
    expect((await operator.post('/areas', { name: 'Mine' })).status).toBe(403);
  });

  test('a supervisor manages homes in their areas and cannot move one out of sight', async () => {
    const supervisor = as('supervisor');
    expect((await supervisor.post('/homes', { areaId: north, address: 'Bridge 2' })).status).toBe(201);
    expect((await supervisor.post('/homes', { areaId: south, address: 'Bridge 3' })).body).toMatchObject({
      code: 'out_of_scope',
    });
    expect((await supervisor.patch(`/homes/${northHome.id}`, { areaId: south })).body).toMatchObject({
      code: 'out_of_scope',
    });
    expect((await supervisor.post('/areas', { name: 'A new district' })).body).toMatchObject({
      code: 'out_of_scope',
    });
    expect((await supervisor.post('/areas', { name: 'A new community', parentId: north })).status).toBe(201);
  });

  test('a supervisor makes users of their areas, and nobody who has more than they', async () => {
    const user = { name: 'N', password: 'long enough' };
    const post = (fields: object) => as('supervisor').post('/users', { ...user, ...fields });
    const good = await post({ username: 'north-op', roles: ['operator'], areaIds: [north] });
    expect(good.status).toBe(201);
    expect(JSON.stringify(good.body)).not.toMatch(/password|argon/);
    const refused = [
      { username: 'a', roles: ['operator'], areaIds: [south] },
      { username: 'b', roles: ['operator'], areaIds: [north, south] },
      { username: 'c', roles: ['admin'], areaIds: [north] },
      { username: 'd', roles: ['family'], homeIds: [southHome.id] },
      { username: 'e', roles: ['operator'] },
    ];
    for (const fields of refused) {
      expect((await post(fields)).body, fields.username).toMatchObject({ code: 'out_of_scope' });
    }
    const { id } = as('admin').user;
    expect((await as('supervisor').patch(`/users/${id}`, { password: 'taken over!' })).status).toBe(403);
    const own = as('supervisor').user.id;
    expect((await as('supervisor').patch(`/users/${own}`, { areaIds: [district] })).status).toBe(403);
    expect(ids((await as('supervisor').get('/users')).body)).not.toContain(id);
  });

  test('a role or area taken away takes effect at once', async () => {
    const operator = await anju.person({ roles: ['operator'], areaIds: [north] });
    expect((await operator.get(`/homes/${northHome.id}`)).status).toBe(200);
    await as('admin').patch(`/users/${operator.user.id}`, { areaIds: [south] });
    expect((await operator.get(`/homes/${northHome.id}`)).body).toMatchObject({ code: 'out_of_scope' });
    await as('admin').patch(`/users/${operator.user.id}`, { roles: ['installer'] });
    expect((await operator.get('/incidents')).body).toMatchObject({ code: 'role_forbids' });
    await as('admin').delete(`/users/${operator.user.id}`);
    expect((await operator.get('/homes')).body).toMatchObject({ code: 'not_logged_in' });
  });

  test('an operator who is somebody’s daughter sees that home, and does not act in it', async () => {
    const both = await anju.person({
      roles: ['operator', 'family'],
      areaIds: [north],
      homeIds: [southHome.id],
    });
    expect((await both.get(`/incidents/${southIncident}`)).status).toBe(200);
    expect((await both.post(`/incidents/${southIncident}/acknowledge`)).body).toMatchObject({
      code: 'out_of_scope',
    });
  });

  test('the last admin can neither be removed nor made less', async () => {
    const admin = as('admin');
    expect((await admin.delete(`/users/${admin.user.id}`)).body).toMatchObject({
      status: 409,
      code: 'in_use',
    });
    expect((await admin.patch(`/users/${admin.user.id}`, { roles: ['operator'] })).status).toBe(409);
  });
});

describe('every route', () => {
  test('is in the OpenAPI document and refuses who is not logged in', async () => {
    const { body } = await anju.request('GET', '/api/v1/openapi.json');
    const paths = (body as { paths: Record<string, Record<string, { security?: unknown[] }>> }).paths;
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations.length).toBeGreaterThan(45);
    const id = northHome.id;
    for (const { path, method, operation } of operations) {
      const open = operation.security === undefined;
      expect(open, `${method} ${path}`).toBe(
        ['/healthz', '/readyz', '/metrics'].includes(path) ||
          `${method} ${path}` === 'post /api/v1/session' ||
          // Opened by a token in the address, which is a key of its own.
          path.startsWith('/api/v1/answers/') ||
          path.startsWith('/api/v1/providers/'),
      );
      if (open) continue;
      const answer = await anju.request(method.toUpperCase(), path.replace(/\{\w+\}/g, id));
      expect(answer.body, `${method} ${path}`).toMatchObject({ status: 401, code: 'not_logged_in' });
    }
  });

  test('has schemas that the document can resolve, and the page that shows it loads nothing from elsewhere', async () => {
    const { body } = await anju.request('GET', '/api/v1/openapi.json');
    const text = JSON.stringify(body);
    const schemas = Object.keys((body as { components: { schemas: object } }).components.schemas);
    const wanted = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
    expect(wanted).toContain('Incident');
    for (const name of new Set(wanted)) expect(schemas).toContain(name);
    expect(body).toMatchObject({ openapi: '3.1.0', info: { title: 'Anju' } });

    const page = await anju.request('GET', '/api/v1/docs/');
    const html = String(page.body);
    expect(page.status).toBe(200);
    expect(html).not.toMatch(/(src|href)="https?:/);
    expect(html).not.toMatch(/<script>/);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    const bundle = await fetch(`${anju.url}/api/v1/docs/static/swagger-ui-bundle.js`);
    expect(bundle.status).toBe(200);
    await bundle.arrayBuffer();
  });

  test('that does not exist is a problem with a code; a view of the app is a page', async () => {
    expect((await anju.request('GET', '/api/v1/nothing')).body).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    const page = await fetch(`${anju.url}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('not built yet');
  });
});
