import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Home } from '../../contracts/home.ts';
import type { Incident } from '../../contracts/incident.ts';
import type { Maintenance } from '../../contracts/maintenance.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';

const HOUR = 3_600_000;

let anju: TestConsole;
let admin: Person;
let district: string;
let area: string;
let home: Home;
let deviceId: string;
let installer: Person;
let chief: Person;
let stranger: Person;

beforeAll(async () => {
  anju = await startTestConsole();
  admin = await anju.admin();
  district = await anju.area('Gongshu');
  area = await anju.area('Gongchen', district);
  const elsewhere = await anju.area('Dongyang');
  home = await anju.home(area);
  deviceId = ((await admin.post(`/homes/${home.id}/devices`, { kind: 'sos' })).body as { id: string }).id;
  installer = await anju.person({ roles: ['installer'], areaIds: [area] });
  chief = await anju.person({ roles: ['supervisor'], areaIds: [area] });
  stranger = await anju.person({ roles: ['supervisor', 'installer'], areaIds: [elsewhere] });
});
afterAll(() => anju.stop());

const inHours = (hours: number) => new Date(Date.now() + hours * HOUR).toISOString();
const fields = (more: object = {}) => ({
  mode: 'maintenance',
  scope: 'home',
  scopeId: home.id,
  reason: 'new wiring',
  endsAt: inHours(1),
  ...more,
});
const starts = async (person: Person, more: object = {}): Promise<Maintenance> => {
  const answer = await person.post('/maintenance', fields(more));
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body as Maintenance;
};
const listed = async (person: Person, query = ''): Promise<string[]> =>
  ((await person.get(`/maintenance${query}`)).body as { items: Maintenance[] }).items.map(({ id }) => id);

test('an installer puts a home into maintenance; what comes up is shown under it and calls when it is ended', async () => {
  const mode = await starts(installer);
  expect(mode).toMatchObject({
    state: 'running',
    homeId: home.id,
    areaId: area,
    ownerId: installer.user.id,
    byName: 'Someone',
  });
  const incidentId = await anju.alarm(home.id, 'door');
  const incident = async () => (await admin.get(`/incidents/${incidentId}`)).body as Incident;
  expect(await incident()).toMatchObject({
    maintenance: { id: mode.id, reason: 'new wiring' },
    escalation: { nextAt: mode.endsAt },
  });

  const later = inHours(2);
  expect((await installer.patch(`/maintenance/${mode.id}`, { endsAt: later })).body).toMatchObject({
    endsAt: later,
  });
  expect(await incident()).toMatchObject({ escalation: { nextAt: later } });

  const ended = await installer.post(`/maintenance/${mode.id}/end`);
  expect(ended.body).toMatchObject({ state: 'ended', endedBy: installer.user.id });
  const after = await incident();
  expect(after.maintenance).toBeUndefined();
  expect(after.events.at(-1)).toMatchObject({ type: 'maintenance_ended', by: installer.user.id });
  expect(Date.parse(after.escalation?.nextAt ?? '')).toBeLessThanOrEqual(Date.now() + 1_000);

  expect((await installer.post(`/maintenance/${mode.id}/end`)).body).toMatchObject({
    code: 'maintenance_over',
  });
  expect((await installer.patch(`/maintenance/${mode.id}`, { endsAt: inHours(3) })).body).toMatchObject({
    code: 'maintenance_over',
  });
  for (const action of ['maintenance.started', 'maintenance.moved', 'maintenance.ended']) {
    const rows = (await anju.audit(action)).filter(({ subject }) => subject === `maintenance:${mode.id}`);
    expect(rows.map(({ actor }) => actor)).toEqual([installer.user.id]);
  }
});

test('each has a reason and an end, and neither is longer than its mode allows', async () => {
  const refused = async (more: object) => {
    const { status, body } = await installer.post('/maintenance', fields(more));
    expect(status).toBe(400);
    return (body as { detail: string }).detail;
  };
  expect(await refused({ reason: ' ' })).toContain('body.reason');
  expect(await refused({ endsAt: undefined })).toContain('body.endsAt');
  expect(await refused({ endsAt: inHours(-1) })).toContain('body.endsAt: must be later than now');
  expect(await refused({ mode: 'test', endsAt: inHours(25) })).toContain('lasts 24 hours at most');
  expect(await refused({ endsAt: inHours(169) })).toContain('lasts 168 hours at most');
  const mode = await starts(installer, { mode: 'test', startsAt: inHours(-50) });
  expect(Date.parse(mode.startsAt)).toBeGreaterThan(Date.now() - 60_000);
  const longer = await installer.patch(`/maintenance/${mode.id}`, { endsAt: inHours(25) });
  expect(longer.body).toMatchObject({ code: 'bad_request' });
  await installer.post(`/maintenance/${mode.id}/end`);
});

test('a whole area is for supervisors; nobody acts outside their areas or on what another has begun', async () => {
  const onArea = { scope: 'area', scopeId: area };
  expect((await installer.post('/maintenance', fields(onArea))).body).toMatchObject({ code: 'role_forbids' });
  expect((await chief.post('/maintenance', fields({ scope: 'area', scopeId: district }))).body).toMatchObject(
    { code: 'out_of_scope' },
  );
  expect((await stranger.post('/maintenance', fields())).body).toMatchObject({ code: 'out_of_scope' });
  expect(
    (await stranger.post('/maintenance', fields({ scope: 'device', scopeId: deviceId }))).body,
  ).toMatchObject({ code: 'out_of_scope' });
  expect((await installer.post('/maintenance', fields({ scope: 'device' }))).body).toMatchObject({
    code: 'not_found',
  });

  const theirs = await starts(chief, onArea);
  expect((await installer.post(`/maintenance/${theirs.id}/end`)).body).toMatchObject({
    code: 'role_forbids',
  });
  expect((await stranger.post(`/maintenance/${theirs.id}/end`)).body).toMatchObject({ code: 'out_of_scope' });
  expect((await stranger.patch(`/maintenance/${theirs.id}`, { endsAt: inHours(2) })).body).toMatchObject({
    code: 'out_of_scope',
  });
  expect((await stranger.get(`/maintenance/${theirs.id}`)).body).toMatchObject({ code: 'out_of_scope' });
  const mine = await starts(installer, { scope: 'device', scopeId: deviceId });
  expect((await chief.post(`/maintenance/${mine.id}/end`)).status).toBe(200);
  expect((await admin.post(`/maintenance/${theirs.id}/end`)).status).toBe(200);
  const trail = async (person: Person) => {
    const { body } = await person.get(`/audit?subject=maintenance:${theirs.id}`);
    return (body as { items: { action: string }[] }).items.map(({ action }) => action);
  };
  expect(await trail(chief)).toEqual(['maintenance.ended', 'maintenance.started']);
  expect(await trail(stranger)).toEqual([]);
});

test('people find what their homes are in, also through an area above, and nothing of elsewhere', async () => {
  const above = await starts(admin, { scope: 'area', scopeId: district });
  const planned = await starts(installer, {
    scope: 'device',
    scopeId: deviceId,
    startsAt: inHours(1),
    endsAt: inHours(2),
  });
  const elsewhere = await starts(admin, { scopeId: (await anju.home(stranger.user.areaIds[0] ?? '')).id });
  expect(await listed(chief, '?state=running,planned')).toEqual([planned.id, above.id]);
  expect(await listed(chief, '?state=planned')).toEqual([planned.id]);
  expect(await listed(chief, `?state=running&homeId=${home.id}`)).toEqual([above.id]);
  expect(await listed(stranger)).toEqual([elsewhere.id]);
  expect((await chief.get(`/maintenance/${above.id}`)).body).toMatchObject({ id: above.id });
  const [first, second] = [
    await listed(chief, '?limit=1'),
    await listed(chief, `?limit=1&cursor=${planned.id}`),
  ];
  expect([first, second]).toEqual([[planned.id], [above.id]]);
  // Before it has begun it can be called off.
  const off = await installer.post(`/maintenance/${planned.id}/end`);
  expect(off.body).toMatchObject({ state: 'ended' });
  const family = await anju.person({ roles: ['family'], homeIds: [home.id] });
  expect((await family.get('/maintenance')).body).toMatchObject({ code: 'role_forbids' });
});
