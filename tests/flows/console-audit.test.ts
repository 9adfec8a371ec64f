import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditEntry } from '../../contracts/audit.ts';
import { chainAudit } from '../../store/chain-audit.ts';
import { en } from '../../console/web/i18n/en.ts';
import { consoleServer } from '../harness/console-server.ts';
import {
  ADMIN_PASSWORD,
  startTestConsole,
  type Answer,
  type Person,
  type TestConsole,
} from '../harness/console.ts';

let anju: TestConsole;
let admin: Person;
beforeAll(async () => {
  anju = await startTestConsole({ ALLOW_LOOPBACK_TARGETS: 'true' });
  admin = await anju.admin();
});
afterAll(() => anju.stop());

const entries = async (person: Person, query = ''): Promise<AuditEntry[]> => {
  const answer = await person.get(`/audit${query}`);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return (answer.body as { items: AuditEntry[] }).items;
};
/**
 * Without a row of their own: a dry run changes nothing, a provider's report is kept on the notification it is about.
 * What somebody answers, by link or by text message, is an action on the incident (answers.test.ts).
 */
const ELSEWHERE = new Set([
  'POST /homes/:homeId/escalation-preview',
  'POST /answers/:token',
  'POST /providers/aliyun/:secret/sms-replies',
  'POST /providers/aliyun/:secret/sms-reports',
  'POST /providers/aliyun/:secret/voice-reports',
]);

const words: { thing: Record<string, string>; does: Record<string, Record<string, string>> } = en.audit;
const idOf = (answer: Answer): string => (answer.body as { id: string }).id;

test('whatever a person changes leaves a row, in every route that changes anything', async () => {
  const area = await anju.area('Gongshu');
  const spare = await anju.area('Spare');
  const home = await anju.home(area);
  const device = async () => idOf(await admin.post(`/homes/${home.id}/devices`, { kind: 'sos' }));
  const [first, second, third] = [await device(), await device(), await device()];
  const contact = idOf(await admin.post(`/homes/${home.id}/contacts`, { name: 'Li', relation: 'family' }));
  const resident = idOf(await admin.post(`/homes/${home.id}/residents`, { name: '王秀英' }));
  const person = { username: 'somebody', name: 'S', password: 'a long enough password', roles: ['operator'] };
  const incident = await anju.alarm(home.id);
  const leaving = await anju.login('admin', ADMIN_PASSWORD);
  const chief = await anju.person({ roles: ['supervisor'], areaIds: [area] });
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  const made = async (path: string, body: object): Promise<string> => idOf(await admin.post(path, body));
  const duty = { userId: chief.user.id, startsAt: new Date().toISOString(), endsAt: inAnHour };
  const webhook = { areaId: area, name: 'Gateway', url: 'https://119.example/anju', format: 'json' };
  const unheard = { ...webhook, url: 'http://127.0.0.1:1/anju' };
  const steps = [{ after: 0, targets: [{ kind: 'role', role: 'operator' }], channels: ['console'] }];
  const endpoint = 'https://push.example/1';
  const keys = { p256dh: 'k'.repeat(87), auth: 'a'.repeat(22) };
  const mode = { mode: 'test', scope: 'home', scopeId: home.id, reason: 'walk test', endsAt: inAnHour };
  let user = '';
  let service = '';
  const locksmith = { areaId: area, kind: 'locksmith', name: 'Locks', phone: '13700000000' };
  const patch = { room: 'kitchen' };
  // In an order in which each can work: what is removed is removed last.
  const writes: Record<string, () => Promise<Answer>> = {
    'POST /session': () =>
      anju.request('POST', '/session', { body: { username: 'admin', password: ADMIN_PASSWORD } }),
    'DELETE /session': () => leaving.delete('/session'),
    'PATCH /session/me': () => admin.patch('/session/me', { phone: '13800000000' }),
    'PUT /session/me/password': () =>
      chief.put('/session/me/password', {
        currentPassword: 'a long enough password',
        newPassword: 'another long password',
      }),
    'POST /areas': () => admin.post('/areas', { name: 'More' }),
    'PATCH /areas/:areaId': () => admin.patch(`/areas/${area}`, { name: 'Gongshu 2' }),
    'DELETE /areas/:areaId': () => admin.delete(`/areas/${spare}`),
    'POST /homes': () => admin.post('/homes', { areaId: area, address: 'Bridge 2' }),
    'PATCH /homes/:homeId': () => admin.patch(`/homes/${home.id}`, { address: 'Bridge 3' }),
    'POST /homes/:homeId/residents': () => admin.post(`/homes/${home.id}/residents`, { name: 'Zhang' }),
    'PATCH /homes/:homeId/residents/:residentId': () =>
      admin.patch(`/homes/${home.id}/residents/${resident}`, { phone: '1' }),
    'DELETE /homes/:homeId/residents/:residentId': () =>
      admin.delete(`/homes/${home.id}/residents/${resident}`),
    'POST /homes/:homeId/contacts': () =>
      admin.post(`/homes/${home.id}/contacts`, { name: 'Wu', relation: 'neighbour' }),
    'PATCH /homes/:homeId/contacts/:contactId': () =>
      admin.patch(`/homes/${home.id}/contacts/${contact}`, { phone: '2' }),
    'DELETE /homes/:homeId/contacts/:contactId': () => admin.delete(`/homes/${home.id}/contacts/${contact}`),
    'POST /homes/:homeId/devices': () => admin.post(`/homes/${home.id}/devices`, { kind: 'smoke' }),
    'PATCH /devices/:deviceId': () => admin.patch(`/devices/${first}`, { rotateSecret: true }),
    'PATCH /homes/:homeId/devices/:deviceId': () => admin.patch(`/homes/${home.id}/devices/${second}`, patch),
    'DELETE /devices/:deviceId': () => admin.delete(`/devices/${second}`),
    'DELETE /homes/:homeId/devices/:deviceId': () => admin.delete(`/homes/${home.id}/devices/${third}`),
    'POST /users': async () => {
      const answer = await admin.post('/users', person);
      user = idOf(answer);
      return answer;
    },
    'PATCH /users/:userId': () => admin.patch(`/users/${user}`, { password: 'another long password' }),
    'DELETE /users/:userId': () => admin.delete(`/users/${user}`),
    'POST /incidents/:incidentId/acknowledge': () => admin.post(`/incidents/${incident}/acknowledge`),
    'POST /incidents/:incidentId/notes': () => admin.post(`/incidents/${incident}/notes`, { text: 'called' }),
    'POST /services': async () => {
      const answer = await admin.post('/services', locksmith);
      service = idOf(answer);
      return answer;
    },
    'PATCH /services/:serviceId': () => admin.patch(`/services/${service}`, { name: 'Locks & keys' }),
    'POST /incidents/:incidentId/calls': () =>
      admin.post(`/incidents/${incident}/calls`, {
        callee: { kind: 'service', id: service },
        result: 'reached',
      }),
    'POST /incidents/:incidentId/checks': () =>
      admin.post(`/incidents/${incident}/checks`, { item: 'call_resident', done: true }),
    'POST /incidents/:incidentId/dispatch': () =>
      admin.post(`/incidents/${incident}/dispatch`, { to: { kind: 'service', id: service } }),
    'POST /incidents/:incidentId/dispatches/:dispatchId/done': async () => {
      const { body } = await admin.get(`/incidents/${incident}/dispatches`);
      const [order] = (body as { items: { id: string }[] }).items;
      return admin.post(`/incidents/${incident}/dispatches/${order?.id}/done`);
    },
    'DELETE /services/:serviceId': () => admin.delete(`/services/${service}`),
    'POST /incidents/:incidentId/arrive': () => admin.post(`/incidents/${incident}/arrive`),
    'POST /incidents/:incidentId/release': () => admin.post(`/incidents/${incident}/release`),
    'POST /incidents/:incidentId/resolve': async () => {
      await admin.post(`/incidents/${incident}/acknowledge`);
      return admin.post(`/incidents/${incident}/resolve`, { disposition: 'assistance' });
    },
    'PUT /areas/:areaId/policies/:priority': () => admin.put(`/areas/${area}/policies/3`, { steps }),
    'DELETE /areas/:areaId/policies/:priority': () => admin.delete(`/areas/${area}/policies/3`),
    'PUT /policies/:priority': () => admin.put('/policies/3', { steps }),
    'DELETE /policies/:priority': () => admin.delete('/policies/3'),
    'POST /duties': () => admin.post('/duties', duty),
    'DELETE /duties/:dutyId': async () => admin.delete(`/duties/${await made('/duties', duty)}`),
    'POST /duties/me': () => chief.post('/duties/me', { until: inAnHour }),
    'DELETE /duties/me': () => chief.delete('/duties/me'),
    'POST /webhooks': () => admin.post('/webhooks', webhook),
    'PATCH /webhooks/:webhookId': async () =>
      admin.patch(`/webhooks/${await made('/webhooks', webhook)}`, { name: 'Other' }),
    'DELETE /webhooks/:webhookId': async () => admin.delete(`/webhooks/${await made('/webhooks', webhook)}`),
    'POST /webhooks/:webhookId/test': async () =>
      admin.post(`/webhooks/${await made('/webhooks', unheard)}/test`),
    'POST /push/subscriptions': () => admin.post('/push/subscriptions', { endpoint, keys }),
    'DELETE /push/subscriptions': () => admin.delete('/push/subscriptions', { endpoint }),
    'POST /maintenance': () => admin.post('/maintenance', mode),
    'PATCH /maintenance/:maintenanceId': async () =>
      admin.patch(`/maintenance/${await made('/maintenance', mode)}`, { endsAt: inAnHour }),
    'POST /maintenance/:maintenanceId/end': async () =>
      admin.post(`/maintenance/${await made('/maintenance', mode)}/end`),
    'POST /handovers': () => admin.post('/handovers', { notes: 'quiet' }),
    'POST /handovers/:handoverId/accept': async () =>
      chief.post(`/handovers/${await made('/handovers', {})}/accept`),
    'DELETE /homes/:homeId': async () => admin.delete(`/homes/${(await anju.home(area)).id}`),
  };

  const { app, close } = await consoleServer();
  await app.ready();
  const declared = app.routeAccess
    .filter(({ method, url }) => url.startsWith('/api/v1') && !['GET', 'HEAD', 'OPTIONS'].includes(method))
    .map(({ method, url }) => `${method} ${url.replace('/api/v1', '')}`)
    .filter((route) => !ELSEWHERE.has(route));
  await close();
  expect(Object.keys(writes).sort(), 'a route that changes something needs an entry here').toEqual(
    declared.sort(),
  );

  for (const [route, write] of Object.entries(writes)) {
    const before = (await entries(admin, '?limit=1'))[0]?.id;
    const answer = await write();
    expect(answer.status, `${route}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
    const [row] = await entries(admin, '?limit=1');
    expect(row?.id, route).not.toBe(before);
    expect([admin.user.id, chief.user.id], route).toContain(row?.actor);
    const [thing = '', what = ''] = (row?.action ?? '').split('.');
    expect(words.does[thing]?.[what], `${row?.action} has words (console/web/i18n)`).toBeDefined();
    expect(words.thing[(row?.subject ?? '').split(':')[0] ?? ''], row?.subject).toBeDefined();
  }
  const trail = JSON.stringify(await entries(admin, '?limit=1000'));
  for (const secret of ['a long enough password', 'another long password', ADMIN_PASSWORD, 'argon2']) {
    expect(trail).not.toContain(secret);
  }
});

test('a failed login is on record with the name that was tried, never with the password', async () => {
  await anju.request('POST', '/session', { body: { username: 'mallory', password: 'guessed-password' } });
  const [row] = await entries(admin, '?actor=anonymous');
  expect(row).toMatchObject({ action: 'session.refused', detail: { username: 'mallory' } });
  expect(JSON.stringify(row)).not.toContain('guessed-password');
});

test('rows are found by subject, actor, action, home and time, page by page, with their place in the chain', async () => {
  const area = await anju.area('Dongyang');
  const [home, other] = [await anju.home(area), await anju.home(area)];
  const incident = await anju.alarm(home.id);
  await admin.post(`/incidents/${incident}/acknowledge`);
  await chainAudit({ store: anju.store, key: 'k'.repeat(32) });

  const ofIncident = await entries(admin, `?subject=incident:${incident}`);
  expect(ofIncident.map(({ action, actor }) => [action, actor])).toEqual([
    ['incident.acknowledge', admin.user.id],
    ['incident.opened', 'system'],
  ]);
  expect(ofIncident[0]).toMatchObject({
    homeId: home.id,
    actorName: 'Admin',
    chain: { hash: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
  });
  expect(await entries(admin, `?homeId=${home.id}&actor=system`)).toHaveLength(1);
  const actions = async (action: string) =>
    (await entries(admin, `?homeId=${home.id}&action=${action}`)).map((row) => row.action);
  expect(await actions('incident.acknowledge')).toEqual(['incident.acknowledge']);
  expect(await actions('incident.')).toEqual(['incident.acknowledge', 'incident.opened']);
  expect(await actions('incident')).toEqual([]);
  expect((await entries(admin, `?homeId=${other.id}`)).map(({ action }) => action)).toEqual(['home.added']);
  const opened = ofIncident[1]?.at ?? '';
  expect(await entries(admin, `?subject=incident:${incident}&to=${opened}`)).toEqual([]);
  expect(await entries(admin, `?subject=incident:${incident}&from=${opened}`)).toHaveLength(2);

  const all = await entries(admin, `?homeId=${home.id}`);
  const seen: string[] = [];
  let cursor = '';
  do {
    const { body } = await admin.get(`/audit?homeId=${home.id}&limit=1${cursor}`);
    const { items, nextCursor } = body as { items: AuditEntry[]; nextCursor?: string };
    seen.push(...items.map(({ id }) => id));
    cursor = nextCursor === undefined ? '' : `&cursor=${nextCursor}`;
  } while (cursor !== '');
  expect(seen).toEqual(all.map(({ id }) => id));
  expect((await admin.get('/audit?cursor=x')).body).toMatchObject({ code: 'bad_request' });
});

test('a supervisor sees what happened in their areas and who came and went there, and nothing of elsewhere', async () => {
  const [mine, elsewhere] = [await anju.area('Mine'), await anju.area('Elsewhere')];
  const [home, far] = [await anju.home(mine), await anju.home(elsewhere)];
  const chief = await anju.person({ roles: ['supervisor'], areaIds: [mine] });
  const operator = await anju.person({ roles: ['operator'], areaIds: [mine] });
  const stranger = await anju.person({ roles: ['operator'], areaIds: [elsewhere] });
  await operator.get(`/homes/${far.id}`);
  const webhook = { name: 'Gateway', url: 'https://119.example/anju' };
  const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
  for (const [areaId, userId] of [
    [mine, operator.user.id],
    [elsewhere, stranger.user.id],
  ] as const) {
    const made = idOf(await admin.post('/webhooks', { ...webhook, areaId }));
    await admin.patch(`/webhooks/${made}`, { name: 'Other' });
    await admin.delete(`/webhooks/${made}`);
    await admin.post('/services', { areaId, kind: 'fire', name: 'Station', phone: '119' });
    const duty = { userId, startsAt: new Date().toISOString(), endsAt: inAnHour };
    await admin.delete(`/duties/${idOf(await admin.post('/duties', duty))}`);
  }

  const seen = await entries(chief, '?limit=1000');
  const subjects = new Set(seen.map(({ subject }) => subject));
  expect([...subjects]).toEqual(
    expect.arrayContaining([`home:${home.id}`, `area:${mine}`, `user:${operator.user.id}`, 'session']),
  );
  const ofThings = seen.filter(({ action }) => /^(webhook|service|duty)\./.test(action));
  expect(ofThings.map(({ action, subjectName }) => [action, subjectName])).toEqual([
    ['duty.removed', operator.user.name],
    ['duty.added', operator.user.name],
    ['service.added', 'Station'],
    ['webhook.removed', undefined],
    ['webhook.changed', undefined],
    ['webhook.added', undefined],
  ]);
  expect(seen.find(({ subject }) => subject === `home:${home.id}`)?.subjectName).toBe(home.address);
  expect(seen.map(({ action, actor }) => `${action} ${actor}`)).toEqual(
    expect.arrayContaining([`session.opened ${operator.user.id}`, `access.refused ${operator.user.id}`]),
  );
  for (const row of seen) {
    expect(row.homeId).not.toBe(far.id);
    expect([`area:${elsewhere}`, `user:${stranger.user.id}`, `user:${admin.user.id}`]).not.toContain(
      row.subject,
    );
    expect(row.actor).not.toBe(stranger.user.id);
    if (row.action.startsWith('session')) expect(row.actor).not.toBe(admin.user.id);
  }
  expect((await chief.get(`/audit?homeId=${far.id}`)).body).toMatchObject({ code: 'out_of_scope' });
  expect((await operator.get('/audit')).body).toMatchObject({ code: 'role_forbids' });
});
