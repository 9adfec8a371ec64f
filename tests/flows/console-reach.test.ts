import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Contact, Home } from '../../contracts/home.ts';
import type { WorkOrder } from '../../contracts/work-order.ts';
import { newId } from '../../store/new-id.ts';
import { readCallContext } from '../../store/read-call-context.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';
import { startWebhookReceiver } from '../harness/webhook-receiver.ts';

const PUBLIC_KEY = 'B'.repeat(87);

let anju: TestConsole;
let admin: Person;
let chief: Person;
let operator: Person;
let stranger: Person;
let area: string;
let elsewhere: string;
let home: Home;

beforeAll(async () => {
  anju = await startTestConsole({ VAPID_PUBLIC_KEY: PUBLIC_KEY });
  admin = await anju.admin();
  area = await anju.area('Gongshu');
  elsewhere = await anju.area('Dongyang');
  home = await anju.home(area);
  chief = await anju.person({ roles: ['supervisor'], areaIds: [area] });
  operator = await anju.person({ roles: ['operator'], areaIds: [area] });
  stranger = await anju.person({ roles: ['supervisor'], areaIds: [elsewhere] });
});
afterAll(() => anju.stop());

const hours = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
const items = <Item>(body: unknown) => (body as { items: Item[] }).items;
/** A second from now: the platform's clock may be some ms ahead of this process's. */
const isOnDuty = async ({ user }: Person) =>
  (await readCallContext(anju.store, home.id, Date.now() + 1_000))?.users.find(({ id }) => id === user.id)
    ?.onDuty;

test('a contact says in which language, by what and when they want to be called; nonsense is refused', async () => {
  const path = `/homes/${home.id}/contacts`;
  const made = await chief.post(path, { name: '王芳', relation: 'family', phone: '13812341234' });
  expect(made.body).toMatchObject({ locale: 'zh-CN', preferredChannels: [] });
  const { id } = made.body as Contact;
  const wishes = {
    locale: 'en',
    preferredChannels: ['sms', 'email'],
    quietHours: { from: '22:00', to: '07:30' },
  };
  expect((await chief.patch(`${path}/${id}`, wishes)).body).toMatchObject(wishes);
  expect((await readCallContext(anju.store, home.id, Date.now()))?.contacts).toMatchObject([
    { id, locale: 'en', preferredChannels: ['sms', 'email'], quiet: wishes.quietHours },
  ]);
  for (const wrong of [
    { quietHours: { from: '24:00', to: '07:00' } },
    { quietHours: { from: '07:00', to: '07:00' } },
    { preferredChannels: ['console'] },
    { locale: 'fr' },
  ]) {
    expect((await chief.patch(`${path}/${id}`, wrong)).body).toMatchObject({ code: 'bad_request' });
  }
  expect((await chief.patch(`${path}/${id}`, { quietHours: null })).body).not.toHaveProperty('quietHours');
});

test('everybody sets how they are reached themselves, and nothing else of themselves', async () => {
  const mine = { phone: '+86 139 0000 1234', email: 'op@example.org', locale: 'en' };
  expect((await operator.patch('/session/me', mine)).body).toMatchObject(mine);
  expect((await operator.get('/session/me')).body).toMatchObject({ id: operator.user.id, ...mine });
  for (const wrong of [{ roles: ['admin'] }, { phone: 'call me' }, { email: 'nobody' }]) {
    expect((await operator.patch('/session/me', wrong)).body).toMatchObject({ code: 'bad_request' });
  }
  expect((await chief.patch(`/users/${operator.user.id}`, { phone: null })).body).not.toHaveProperty('phone');
  const audit = await anju.audit('user.changed');
  expect(audit.length).toBeGreaterThanOrEqual(2);
  expect(JSON.stringify(audit)).not.toContain('op@example.org');
});

test('a supervisor keeps the roster of their own people, a day at a time', async () => {
  const duty = { userId: operator.user.id, startsAt: hours(-1), endsAt: hours(7) };
  const made = await chief.post('/duties', duty);
  expect(made.body).toMatchObject(duty);
  expect(await isOnDuty(operator)).toBe(true);
  expect(items((await operator.get('/duties')).body)).toMatchObject([duty]);
  expect(items((await stranger.get('/duties')).body)).toEqual([]);
  const { id } = made.body as { id: string };
  expect((await stranger.post('/duties', duty)).body).toMatchObject({ code: 'out_of_scope' });
  expect((await stranger.delete(`/duties/${id}`)).body).toMatchObject({ code: 'out_of_scope' });
  expect((await operator.post('/duties', duty)).body).toMatchObject({ code: 'role_forbids' });
  for (const wrong of [{ endsAt: hours(24) }, { endsAt: hours(-2) }, { userId: admin.user.id }]) {
    expect((await admin.post('/duties', { ...duty, ...wrong })).body).toMatchObject({ code: 'bad_request' });
  }
  expect((await chief.delete(`/duties/${id}`)).status).toBe(204);
  expect(await isOnDuty(operator)).toBe(false);
});

test('an operator goes on duty and off duty by themselves; going on again does not leave two', async () => {
  expect((await operator.post('/duties/me', { until: hours(8) })).status).toBe(201);
  expect((await operator.post('/duties/me', { until: hours(4) })).status).toBe(201);
  expect(await isOnDuty(operator)).toBe(true);
  expect(items((await operator.get('/duties')).body)).toHaveLength(1);
  expect((await operator.post('/duties/me', { until: hours(25) })).body).toMatchObject({
    code: 'bad_request',
  });
  expect((await operator.delete('/duties/me')).status).toBe(204);
  expect(await isOnDuty(operator)).toBe(false);
  expect((await admin.post('/duties/me', { until: hours(1) })).body).toMatchObject({ code: 'role_forbids' });
});

test('a webhook’s secret is shown once; what a policy calls cannot be removed', async () => {
  const webhook = { name: '119', url: 'https://gateway.example.org/in', format: 'cap' };
  const made = (await chief.post('/webhooks', { ...webhook, areaId: area })).body as Record<string, string>;
  expect(made).toMatchObject({ ...webhook, areaId: area });
  expect(made.secret).toMatch(/^[\w-]{43}$/);
  const path = `/webhooks/${made.id}`;
  const rotated = (await chief.patch(path, { name: '120', rotateSecret: true })).body as Record<
    string,
    string
  >;
  expect(rotated).toMatchObject({ name: '120', url: webhook.url });
  expect(rotated.secret).not.toBe(made.secret);
  expect((await chief.get(path)).body).not.toHaveProperty('secret');
  const seen = JSON.stringify([
    (await admin.get('/webhooks')).body,
    await anju.audit('webhook.added'),
    anju.log,
  ]);
  expect(seen).not.toContain(made.secret);
  expect((await stranger.get(path)).body).toMatchObject({ code: 'out_of_scope' });
  expect(items((await stranger.get('/webhooks')).body)).toEqual([]);
  expect((await chief.post('/webhooks', webhook)).body).toMatchObject({ code: 'out_of_scope' });
  for (const url of [
    'ftp://a.example.org',
    'http://169.254.169.254/',
    'http://127.0.0.1/',
    'https://a:b@c.example.org/',
  ]) {
    expect((await chief.patch(path, { url })).body, url).toMatchObject({ code: 'bad_request' });
  }
  const policy = `/areas/${area}/policies/3`;
  const steps = [{ after: 0, targets: [{ kind: 'webhook', webhookId: made.id }], channels: ['webhook'] }];
  expect((await stranger.put(`/areas/${elsewhere}/policies/3`, { steps })).body).toMatchObject({
    code: 'bad_request',
  });
  expect((await chief.put(policy, { steps })).status).toBe(200);
  expect((await chief.delete(path)).body).toMatchObject({ code: 'in_use' });
  expect((await chief.delete(policy)).status).toBe(204);
  expect((await chief.delete(path)).status).toBe(204);
});

test('a webhook is tested with a signed message that is no incident, and tester and trail learn how it went', async () => {
  const console = await startTestConsole({ ALLOW_LOOPBACK_TARGETS: 'true' });
  onTestFinished(() => console.stop());
  const [here, there] = [await console.area('Gongshu'), await console.area('Dongyang')];
  const leads = (areaId: string) => console.person({ roles: ['supervisor'], areaIds: [areaId] });
  const [tester, foreigner] = [await leads(here), await leads(there)];
  const hook = await startWebhookReceiver('a secret of ours');
  onTestFinished(() => hook.stop());
  const webhook = { name: '120', url: hook.url, areaId: here };
  const { id } = (await tester.post('/webhooks', webhook)).body as { id: string };
  const test = () => tester.post(`/webhooks/${id}/test`);
  expect((await test()).body, 'a receiver with another secret').toMatchObject({
    ...{ delivered: false, status: 401, code: 'provider_refused' },
  });
  await console.store
    .updateTable('webhooks')
    .set({ secret: 'a secret of ours' })
    .where('id', '=', id)
    .execute();
  expect((await test()).body).toEqual({ delivered: true, status: 204, ms: expect.any(Number) as number });
  expect(hook.hooks).toHaveLength(1);
  const body = JSON.parse(hook.hooks[0]?.body ?? '') as Record<string, unknown>;
  expect(body).toMatchObject({ kind: 'test', purpose: 'test', test: true, priority: 3 });
  expect(body).not.toHaveProperty('occurrence');
  await hook.stop();
  expect((await test()).body).toMatchObject({
    delivered: false,
    code: 'provider_down',
    cause: 'ECONNREFUSED',
  });
  const trail = await console.audit('webhook.tested');
  expect(trail.map(({ actor, subject, detail }) => [actor, subject, detail.delivered])).toEqual(
    [false, true, false].map((delivered) => [tester.user.id, `webhook:${id}`, delivered]),
  );
  expect((await foreigner.post(`/webhooks/${id}/test`)).body).toMatchObject({ code: 'out_of_scope' });
  for (let n = 3; n < 10; n++) expect((await test()).status).toBe(200);
  const limited = await test();
  expect(limited.body).toMatchObject({ code: 'too_many_requests' });
  expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('a browser subscribes for who is logged in at it, goes over to the next, and the eleventh replaces the first', async () => {
  expect((await operator.get('/push/key')).body).toEqual({ publicKey: PUBLIC_KEY });
  const subscription = (n: number) => ({
    endpoint: `https://push.example.org/${n}`,
    keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
  });
  const endpointsOf = async ({ user }: Person) =>
    (
      await anju.store
        .selectFrom('push_subscriptions')
        .select('endpoint')
        .where('user_id', '=', user.id)
        .orderBy('created_at')
        .execute()
    ).map(({ endpoint }) => Number(endpoint.split('/').at(-1)));
  for (let n = 0; n < 11; n++) {
    expect((await operator.post('/push/subscriptions', subscription(n))).status).toBe(204);
  }
  expect(await endpointsOf(operator)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  await chief.post('/push/subscriptions', subscription(5));
  expect(await endpointsOf(chief)).toEqual([5]);
  expect(await endpointsOf(operator)).not.toContain(5);
  await operator.delete('/push/subscriptions', { endpoint: subscription(5).endpoint });
  expect(await endpointsOf(chief)).toEqual([5]);
  await chief.delete('/push/subscriptions', { endpoint: subscription(5).endpoint });
  expect(await endpointsOf(chief)).toEqual([]);
  for (const endpoint of ['http://push.example.org/1', 'https://127.0.0.1/1', 'nothing']) {
    const { body } = await operator.post('/push/subscriptions', { ...subscription(1), endpoint });
    expect(body, endpoint).toMatchObject({ code: 'bad_request' });
  }
});

test('who was told what of an incident is for staff of its area, oldest first', async () => {
  const incidentId = await anju.alarm(home.id);
  const notification = (round: number) => ({
    id: newId(),
    incident_id: incidentId,
    purpose: 'alarm' as const,
    round,
    priority: 1 as const,
    recipient_kind: 'contact' as const,
    recipient_id: newId(),
    recipient_name: '王芳',
    person: 'family',
    channel: 'sms' as const,
    created_at: new Date(round * 30_000),
    due_at: new Date(round * 30_000),
  });
  await anju.store
    .insertInto('notifications')
    .values([{ ...notification(1), state: 'failed', code: 'timeout', reason: 'no answer' }, notification(0)])
    .execute();
  const path = `/incidents/${incidentId}/notifications`;
  expect(items((await operator.get(path)).body)).toMatchObject([
    { round: 0, channel: 'sms', state: 'queued', recipient: { name: '王芳', person: 'family' } },
    { round: 1, state: 'failed', code: 'timeout' },
  ]);
  expect((await stranger.get(path)).body).toMatchObject({ code: 'out_of_scope' });
  const daughter = await anju.person({ roles: ['family'], homeIds: [home.id] });
  expect((await daughter.get(path)).body).toMatchObject({ code: 'role_forbids' });
});

test('what needs repair is bundled by home, page by page, without what is urgent or resolved', async () => {
  const second = await anju.home(area);
  await anju.home(area);
  await anju.alarm(home.id, 'low_battery');
  await anju.alarm(home.id, 'offline');
  await anju.alarm(second.id, 'fault');
  const done = await anju.alarm(second.id, 'tamper');
  await operator.post(`/incidents/${done}/acknowledge`, {});
  const taken = items<WorkOrder>((await operator.get('/work-orders')).body)[1];
  expect(taken?.items.find(({ incidentId }) => incidentId === done)).toMatchObject({
    state: 'acknowledged',
    acknowledgement: { by: operator.user.id, kind: 'user' },
  });
  await operator.post(`/incidents/${done}/resolve`, { disposition: 'technical' });
  const installer = await anju.person({ roles: ['installer'], areaIds: [area] });
  const first = (await installer.get('/work-orders?limit=1')).body as { nextCursor: string };
  expect(items(first)).toMatchObject([
    {
      homeId: home.id,
      areaName: 'Gongshu',
      items: [{ type: 'low_battery', state: 'open' }, { type: 'offline' }],
    },
  ]);
  const next = (await installer.get(`/work-orders?limit=1&cursor=${first.nextCursor}`)).body;
  expect(items<WorkOrder>(next).map(({ homeId, items: list }) => [homeId, list.length])).toEqual([
    [second.id, 1],
  ]);
  expect(next).not.toHaveProperty('nextCursor');
  expect(items((await stranger.get('/work-orders')).body)).toEqual([]);
});
