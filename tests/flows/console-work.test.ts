import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { startAlerting } from '../../alerting/app.ts';
import { alertingConfigSchema } from '../../alerting/config.ts';
import type { CalleeEntry } from '../../contracts/callee.ts';
import { checklistOf } from '../../contracts/checklists.ts';
import type { Dispatch } from '../../contracts/dispatch.ts';
import type { Home } from '../../contracts/home.ts';
import type { Incident } from '../../contracts/incident.ts';
import type { Viewers } from '../../contracts/live.ts';
import type { Notification } from '../../contracts/notification.ts';
import { VIEWING_PREFIX } from '../../contracts/queues.ts';
import { createLogger } from '../../service/create-logger.ts';
import { parseConfig } from '../../service/parse-config.ts';
import { applyAnswer } from '../../store/apply-answer.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { startAliyunProvider } from '../harness/aliyun-provider.ts';
import { called } from '../harness/called.ts';
import { startTestConsole, type LiveClient, type Person, type TestConsole } from '../harness/console.ts';
import { PROVIDER_ACCOUNT, providerEnv } from '../harness/provider-env.ts';
import { temporaryDir } from '../harness/temporary-dir.ts';

let anju: TestConsole;
let district: string;
let area: string;
let li: Person;
let wang: Person;
let chief: Person;
let stranger: Person;

beforeAll(async () => {
  anju = await startTestConsole();
  district = await anju.area('Gongshu');
  area = await anju.area('Mishi Lane', district);
  const elsewhere = await anju.area('Elsewhere');
  [li, wang, chief, stranger] = await Promise.all([
    anju.person({ roles: ['operator'], areaIds: [area] }),
    anju.person({ roles: ['operator'], areaIds: [area] }),
    anju.person({ roles: ['supervisor'], areaIds: [district] }),
    anju.person({ roles: ['operator'], areaIds: [elsewhere] }),
  ]);
});
afterAll(() => anju.stop());

const made = async (path: string, body: object): Promise<{ id: string }> => {
  const answer = await (await anju.admin()).post(path, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as { id: string };
};

/** An incident that Li holds, in a home with a resident, a neighbour and a key holder. */
async function inHand(type: Parameters<TestConsole['alarm']>[1] = 'sos') {
  const home = await anju.home(area);
  const resident = await made(`/homes/${home.id}/residents`, {
    name: '王秀英',
    birthDate: '1939-05-02',
    phone: '057188001234',
    conditions: ['高血压'],
    mobility: 'walks_with_aid',
    language: '杭州话',
    notes: '听力不好',
  });
  const neighbour = await made(`/homes/${home.id}/contacts`, {
    name: '赵阿姨',
    relation: 'neighbour',
    phone: '13800002222',
  });
  await made(`/homes/${home.id}/contacts`, { name: '刘洋', relation: 'key_holder', phone: '13800003333' });
  await (await anju.admin()).patch(`/homes/${home.id}`, { access: '门禁 4711，钥匙盒在消防栓旁' });
  const id = await anju.alarm(home.id, type);
  expect((await li.post(`/incidents/${id}/acknowledge`)).status).toBe(200);
  return { id, home, resident, neighbour };
}

const act = (person: Person, id: string, action: string, body?: unknown) =>
  person.post(`/incidents/${id}/${action}`, body);
const incidentOf = async (id: string) => (await li.get(`/incidents/${id}`)).body as Incident;
const ordersOf = async (id: string) =>
  ((await li.get(`/incidents/${id}/dispatches`)).body as { items: Dispatch[] }).items;
const messagesOf = async (id: string) =>
  ((await li.get(`/incidents/${id}/notifications`)).body as { items: Notification[] }).items;
const leaseOf = (incident: Incident) => Date.parse(incident.acknowledgement?.leaseUntil ?? '');

describe('a person and a home', () => {
  test('are known with what an operator needs, and how to get in is for those who work there alone', async () => {
    const { home } = await inHand();
    const daughter = await anju.person({ roles: ['family'], homeIds: [home.id] });
    const installer = await anju.person({ roles: ['installer'], areaIds: [area] });
    for (const person of [li, chief, installer]) {
      expect((await person.get(`/homes/${home.id}`)).body).toMatchObject({
        access: '门禁 4711，钥匙盒在消防栓旁',
      });
    }
    for (const path of [`/homes/${home.id}`, '/homes']) {
      const { status, body } = await daughter.get(path);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).toContain(home.address);
      expect(JSON.stringify(body)).not.toContain('4711');
    }
    const { body } = await daughter.get(`/homes/${home.id}/residents`);
    expect((body as { items: unknown[] }).items).toMatchObject([
      { mobility: 'walks_with_aid', language: '杭州话', notes: '听力不好' },
    ]);
  });

  test('are changed with the names of the fields in the audit trail, and not what they say', async () => {
    const { home, resident } = await inHand();
    await chief.patch(`/homes/${home.id}`, { access: '狗叫小白' });
    await chief.patch(`/homes/${home.id}/residents/${resident.id}`, { mobility: 'bedridden', notes: null });
    const { body } = await li.get(`/homes/${home.id}/residents/${resident.id}`);
    expect(body).toMatchObject({ mobility: 'bedridden' });
    expect(body).not.toHaveProperty('notes');
    const trail = [...(await anju.audit('home.changed')), ...(await anju.audit('resident.changed'))];
    expect(trail).toContainEqual(expect.objectContaining({ detail: { fields: ['access'] } }));
    expect(trail).toContainEqual(expect.objectContaining({ detail: { fields: ['mobility', 'notes'] } }));
    expect(JSON.stringify(trail)).not.toMatch(/小白|bedridden/);
    const refused = await chief.patch(`/homes/${home.id}/residents/${resident.id}`, { mobility: 'flies' });
    expect(refused.body).toMatchObject({ code: 'bad_request' });
  });
});

describe('a call', () => {
  test('stands in the history with who was called and what came of it, and renews the lease of who has it', async () => {
    const { id, neighbour, resident } = await inHand();
    const before = leaseOf(await incidentOf(id));
    const called = await act(li, id, 'calls', {
      callee: { kind: 'contact', id: neighbour.id },
      result: 'no_answer',
      note: 'rang for a minute',
    });
    expect(called.status, JSON.stringify(called.body)).toBe(200);
    const incident = called.body as Incident;
    expect(incident.events.at(-1)).toMatchObject({
      type: 'called',
      by: li.user.id,
      text: 'rang for a minute',
      call: { callee: { kind: 'contact', id: neighbour.id, name: '赵阿姨' }, result: 'no_answer' },
    });
    expect(leaseOf(incident)).toBeGreaterThan(before);
    const helped = await act(wang, id, 'calls', {
      callee: { kind: 'resident', id: resident.id },
      result: 'reached',
    });
    expect(helped.body).toMatchObject({ acknowledgement: { by: li.user.id } });
    expect(leaseOf(helped.body as Incident)).toBe(leaseOf(incident));
    const [audited] = await anju.audit('incident.call');
    expect(audited?.detail).toEqual({ callee: `contact:${neighbour.id}`, result: 'no_answer' });
  });

  test('is to somebody of this home and its area only, by staff who may see it', async () => {
    const { id, neighbour } = await inHand();
    const other = await inHand();
    const body = { callee: { kind: 'contact', id: other.neighbour.id }, result: 'reached' };
    expect((await act(li, id, 'calls', body)).body).toMatchObject({ status: 404, code: 'not_found' });
    const wrongKind = { callee: { kind: 'resident', id: neighbour.id }, result: 'reached' };
    expect((await act(li, id, 'calls', wrongKind)).body).toMatchObject({ code: 'not_found' });
    const right = { callee: { kind: 'contact', id: neighbour.id }, result: 'reached' };
    expect((await act(stranger, id, 'calls', right)).body).toMatchObject({ code: 'out_of_scope' });
    const son = await anju.person({ roles: ['family'], homeIds: [other.home.id] });
    expect((await act(son, other.id, 'calls', right)).body).toMatchObject({ code: 'role_forbids' });
    const odd = await act(li, id, 'calls', { ...right, result: 'sang' });
    expect(odd.body).toMatchObject({ code: 'bad_request' });
    expect((await incidentOf(id)).version).toBe(2);
  });
});

describe('the checklist', () => {
  test('shows what is done however long the history is, and two who tick the same item tick it once', async () => {
    const { id } = await inHand('smoke');
    const [first, second] = await Promise.all([
      act(li, id, 'checks', { item: 'fire_brigade', done: true }),
      act(wang, id, 'checks', { item: 'fire_brigade', done: true }),
    ]);
    expect([first.status, second.status]).toEqual([200, 200]);
    await act(li, id, 'checks', { item: 'everybody_out', done: true });
    await act(li, id, 'checks', { item: 'everybody_out', done: false });
    const { events, checks } = await incidentOf(id);
    expect(events.flatMap(({ type, item }) => (item ? [`${type} ${item}`] : []))).toEqual([
      'checked fire_brigade',
      'checked everybody_out',
      'unchecked everybody_out',
    ]);
    expect(checks).toMatchObject([{ item: 'fire_brigade', byName: 'Someone' }]);
    const [short] = await readIncidents(anju.store, [id], 1);
    expect(short).toMatchObject({ eventsOmitted: events.length - 1, checks });
  });

  test('has no item of another kind of incident, and says which it has', async () => {
    const { id } = await inHand('sos');
    const refused = await act(li, id, 'checks', { item: 'gas_shut', done: true });
    expect(refused.body).toMatchObject({ status: 400, code: 'bad_request' });
    for (const item of checklistOf('sos')) expect(JSON.stringify(refused.body)).toContain(item);
    await act(li, id, 'resolve', { disposition: 'assistance' });
    expect((await act(li, id, 'checks', { item: 'key', done: true })).body).toMatchObject({
      code: 'incident_resolved',
    });
  });
});

describe('outside services', () => {
  test('serve their area and all below it, are managed by who has the area, and seen by who may need them', async () => {
    const locksmith = { kind: 'locksmith', name: '老陈开锁', phone: '0571 8800 5555' };
    const added = await chief.post('/services', { areaId: district, ...locksmith });
    expect(added.status, JSON.stringify(added.body)).toBe(201);
    const { id } = added.body as { id: string };
    const fire = await made('/services', { kind: 'fire', name: '消防', phone: '119' });
    const listed = async (person: Person, query = '') =>
      ((await person.get(`/services${query}`)).body as { items: { id: string }[] }).items.map(
        (one) => one.id,
      );
    expect(await listed(li)).toEqual([id, fire.id]);
    expect(await listed(li, `?areaId=${area}`)).toEqual([id, fire.id]);
    expect(await listed(stranger)).toEqual([fire.id]);
    expect((await li.get(`/services/${id}`)).body).toMatchObject({ ...locksmith, areaName: 'Gongshu' });
    expect((await stranger.get(`/services/${id}`)).body).toMatchObject({ code: 'out_of_scope' });
    expect((await li.patch(`/services/${id}`, { name: 'x' })).body).toMatchObject({ code: 'role_forbids' });
    expect((await chief.post('/services', locksmith)).body).toMatchObject({ code: 'out_of_scope' });
    expect((await chief.patch(`/services/${id}`, { phone: '13900000000' })).body).toMatchObject({
      phone: '13900000000',
    });
    expect((await chief.patch(`/services/${id}`, { areaId: null })).body).toMatchObject({
      code: 'out_of_scope',
    });
    expect((await chief.delete(`/services/${fire.id}`)).body).toMatchObject({ code: 'out_of_scope' });
    expect((await chief.delete(`/services/${id}`)).status).toBe(204);
    expect(await listed(li)).toEqual([fire.id]);
    const names = (await anju.audit('service.changed')).map(({ detail }) => detail);
    expect(names).toEqual([{ areaId: district, fields: ['phone'] }]);
  });
});

describe('sending somebody', () => {
  test('to an outside service makes an order with all that is read out, and tells nobody by itself', async () => {
    const { id, home } = await inHand('sos');
    const ambulance = await made('/services', { areaId: area, kind: 'ambulance', name: '120', phone: '120' });
    const locksmith = await made('/services', {
      areaId: area,
      kind: 'locksmith',
      name: '开锁',
      phone: '8800',
    });
    expect((await li.patch('/session/me', { phone: '0571 8800 9999' })).status).toBe(200);
    const send = (to: string, instructions: string) =>
      act(li, id, 'dispatch', { to: { kind: 'service', id: to }, instructions });
    const sent = await send(ambulance.id, '二楼，没有电梯');
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    expect(sent.body).toMatchObject({ state: 'dispatched' });
    await send(locksmith.id, '开门');
    const orders = await ordersOf(id);
    expect(orders).toMatchObject([
      {
        number: expect.stringMatching(/^\d{8}-\d{4}$/) as string,
        to: { kind: 'service', name: '120', phone: '120', service: 'ambulance' },
        instructions: '二楼，没有电梯',
        by: li.user.id,
        callback: '0571 8800 9999',
        home: { address: home.address, access: '门禁 4711，钥匙盒在消防栓旁', keyHolder: { name: '刘洋' } },
        residents: [
          { name: '王秀英', mobility: 'walks_with_aid', language: '杭州话', conditions: ['高血压'] },
        ],
        incident: { type: 'sos', alarms: [{ type: 'sos' }] },
      },
      { to: { service: 'locksmith' } },
    ]);
    // A locksmith need not know why somebody is ill.
    expect(JSON.stringify(orders[1])).not.toContain('高血压');
    const [first, second] = orders.map(({ number }) => Number(number.slice(9)));
    expect(second).toBe((first ?? 0) + 1);
    const { events } = await incidentOf(id);
    expect(events.filter(({ type }) => type === 'dispatched')).toMatchObject([
      { dispatch: { number: orders[0]?.number, to: { kind: 'service', id: ambulance.id, name: '120' } } },
      { dispatch: { number: orders[1]?.number } },
    ]);
    expect(await messagesOf(id)).toEqual([]);
    const done = await act(li, id, `dispatches/${orders[0]?.id}/done`);
    expect((done.body as { items: Dispatch[] }).items[0]).toMatchObject({ doneByName: 'Someone' });
    expect((done.body as { items: Dispatch[] }).items[1]).not.toHaveProperty('doneAt');
    const trail = await anju.audit('incident.dispatch');
    expect(JSON.stringify(trail)).not.toContain('没有电梯');
  });

  test('numbers the orders of a day without a gap, however many are sent at once', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => inHand()));
    await Promise.all(
      all.map(({ id, neighbour }) => act(li, id, 'dispatch', { to: { kind: 'contact', id: neighbour.id } })),
    );
    const numbers = (await Promise.all(all.map(({ id }) => ordersOf(id))))
      .flat()
      .map(({ number }) => Number(number.slice(9)))
      .sort((a, b) => a - b);
    expect(numbers.map((number) => number - (numbers[0] ?? 0))).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('is refused while another has it, before anybody has it, and for who is not of this home', async () => {
    const { id, neighbour } = await inHand();
    const other = await inHand();
    const to = { kind: 'contact', id: neighbour.id };
    expect((await act(wang, id, 'dispatch', { to })).body).toMatchObject({ code: 'incident_lease_held' });
    expect((await act(stranger, id, 'dispatch', { to })).body).toMatchObject({ code: 'out_of_scope' });
    expect((await act(li, other.id, 'dispatch', { to })).body).toMatchObject({ code: 'not_found' });
    const open = await anju.alarm((await anju.home(area)).id);
    expect((await act(li, open, 'dispatch')).body).toMatchObject({ code: 'incident_not_acknowledged' });
    expect(await messagesOf(id)).toEqual([]);
    expect(await ordersOf(id)).toEqual([]);
    expect((await act(li, id, 'dispatch')).body).toMatchObject({ state: 'dispatched' });
    expect(await ordersOf(id)).toEqual([]);
  });

  test('who cannot be reached stands in the list of those called, not as sent', async () => {
    const { id, home } = await inHand();
    const { id: silent } = await made(`/homes/${home.id}/contacts`, { name: '无号', relation: 'volunteer' });
    await act(li, id, 'dispatch', { to: { kind: 'contact', id: silent } });
    expect(await messagesOf(id)).toMatchObject([
      { purpose: 'dispatch', state: 'failed', code: 'no_address', recipient: { name: '无号' } },
    ]);
  });

  test('a contact gets a message with a link even if the sender comes up later, and their answer is known', async () => {
    const { id, neighbour } = await inHand();
    await act(li, id, 'dispatch', {
      to: { kind: 'contact', id: neighbour.id },
      instructions: '请带备用钥匙',
    });
    await act(li, id, 'dispatch', { to: { kind: 'contact', id: neighbour.id }, instructions: '再带手电' });
    const aliyun = await startAliyunProvider(PROVIDER_ACCOUNT);
    const { dir, remove } = await temporaryDir();
    const config = parseConfig(alertingConfigSchema, {
      ...providerEnv({ aliyunUrl: aliyun.url }),
      ALIYUN_SMS_TEMPLATES: 'alarm.zh-CN=SMS_1,dispatch.zh-CN=SMS_9,closed.zh-CN=SMS_3',
      DATABASE_URL: anju.databaseUrl,
      REDIS_URL: anju.redis.url,
      PUBLIC_URL: 'https://anju.example.org',
      DATA_DIR: dir,
    });
    const logger = createLogger({ service: 'alerting', level: 'error', format: 'json' });
    const alerting = await startAlerting(config, logger);
    try {
      const sent = () =>
        aliyun.calls.filter(
          ({ parameters }) =>
            parameters['TemplateCode'] === 'SMS_9' && parameters['PhoneNumbers']?.endsWith('13800002222'),
        );
      const orderOf = (todo: string) =>
        sent()
          .map(({ parameters }) => JSON.parse(parameters['TemplateParam'] ?? '{}') as Record<string, string>)
          .find((each) => each['todo'] === todo);
      await vi.waitFor(() => expect(orderOf('再带手电')).toBeDefined(), { timeout: 15_000 });
      await vi.waitFor(() => expect(orderOf('请带备用钥匙')).toBeDefined(), { timeout: 15_000 });
      const message = orderOf('请带备用钥匙');
      expect(message).toMatchObject({ name: '王秀英', who: 'Someone' });
      expect(JSON.stringify(message)).not.toMatch(/4711|高血压|听力/);

      const link = await anju.request('GET', `/answers/${message?.['token']}`);
      expect(link.body).toMatchObject({
        request: { byName: 'Someone', instructions: '请带备用钥匙' },
        possible: ['going', 'cannot', 'false_alarm', 'arrived'],
      });
      expect(JSON.stringify(link.body)).not.toMatch(/4711|高血压|听力/);
      await anju.request('POST', `/answers/${message?.['token']}`, { body: { answer: 'going' } });
      expect((await incidentOf(id)).events.at(-1)).toMatchObject({
        type: 'going',
        byName: '赵阿姨',
        via: 'link',
      });
      expect(await incidentOf(id)).toMatchObject({ acknowledgement: { by: li.user.id } });

      // Sent by name: told when it is over, and not before that another goes.
      await act(li, id, 'resolve', { disposition: 'assistance' });
      const told = await messagesOf(id);
      expect(told.map(({ purpose }) => purpose)).toEqual(['dispatch', 'dispatch', 'closed']);
    } finally {
      await alerting.stop();
      await aliyun.stop();
      await remove();
    }
  });

  test('of a technical incident, who was sent is told that it is over; who has done it or was only listed is not', async () => {
    const { id, home, neighbour } = await inHand('low_battery');
    const { id: son } = await made(`/homes/${home.id}/contacts`, { name: '王建国', relation: 'family' });
    const { id: aunt } = await made(`/homes/${home.id}/contacts`, { name: '孙阿姨', relation: 'neighbour' });
    await called(anju.store, { incidentId: id, contactId: aunt });
    for (const contact of [neighbour.id, son])
      await act(li, id, 'dispatch', { to: { kind: 'contact', id: contact } });
    await anju.store
      .updateTable('notifications')
      .set({ state: 'sent' })
      .where('incident_id', '=', id)
      .execute();
    const order = (await ordersOf(id)).find(({ to }) => to.id === son);
    await act(li, id, `dispatches/${order?.id}/done`);
    await act(li, id, 'resolve', { disposition: 'technical' });
    const told = (await messagesOf(id)).filter(({ purpose }) => purpose === 'closed');
    expect(told.map(({ recipient }) => recipient.id)).toEqual([neighbour.id]);
  });

  test('who was sent by name is not told that another goes, as the others are who were called', async () => {
    const { id, home, neighbour } = await inHand();
    const { id: son } = await made(`/homes/${home.id}/contacts`, { name: '王建国', relation: 'family' });
    const { id: aunt } = await made(`/homes/${home.id}/contacts`, { name: '孙阿姨', relation: 'neighbour' });
    const [, , going] = await Promise.all(
      [neighbour.id, aunt, son].map((contactId) => called(anju.store, { incidentId: id, contactId })),
    );
    await act(li, id, 'dispatch', { to: { kind: 'contact', id: neighbour.id } });
    await applyAnswer(
      anju.store,
      { by: { notificationId: going as string }, body: { answer: 'going' }, via: 'sms' },
      Date.now(),
    );
    const told = (await messagesOf(id)).filter(({ purpose }) => purpose === 'stand_down');
    expect(told.map(({ recipient }) => recipient.id)).toEqual([aunt]);
  });

  test('whom to ring or send is one list, nearest first, without anybody of another place', async () => {
    const { id, neighbour, resident } = await inHand();
    const { items } = (await li.get(`/incidents/${id}/callees`)).body as { items: CalleeEntry[] };
    expect(items[0]).toEqual({
      kind: 'resident',
      id: resident.id,
      name: '王秀英',
      person: 'resident',
      phone: '057188001234',
    });
    expect(items.map((one) => one.id)).toEqual(
      expect.arrayContaining([neighbour.id, li.user.id, chief.user.id]),
    );
    expect(items.map((one) => one.id)).not.toContain(stranger.user.id);
    expect((await stranger.get(`/incidents/${id}/callees`)).body).toMatchObject({ code: 'out_of_scope' });
  });
});

describe('two operators on one incident', () => {
  const SOON = { timeout: 15_000 };
  const open: LiveClient[] = [];
  afterEach(() => {
    for (const socket of open.splice(0)) socket.disconnect();
  });

  async function watch(person: Person, url?: string) {
    const socket = person.socket(url === undefined ? {} : { url });
    open.push(socket);
    const seen: Viewers[] = [];
    socket.on('viewers', (viewers) => seen.push(viewers));
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('connect_error', reject);
      socket.connect();
    });
    return { socket, seen, now: () => seen.at(-1)?.viewers.map(({ userId }) => userId) };
  }
  const sight = async (): Promise<{ id: string; home: Home }> => {
    const home = await anju.home(area);
    return { id: await anju.alarm(home.id), home };
  };

  test('see each other and what the other is doing, on two consoles, until one looks away', async () => {
    const { url, stop } = await anju.another();
    const { id } = await sight();
    const one = await watch(li);
    const two = await watch(wang, url);
    one.socket.emit('viewing', id);
    await vi.waitFor(() => expect(one.now()).toEqual([li.user.id]), SOON);
    two.socket.emit('viewing', id);
    for (const { now } of [one, two]) {
      await vi.waitFor(() => expect(now()).toEqual([li.user.id, wang.user.id]), SOON);
    }
    two.socket.emit('viewing', id, 'calling');
    await vi.waitFor(() => expect(one.seen.at(-1)?.viewers[1]).toMatchObject({ acting: 'calling' }), SOON);
    expect(one.seen.at(-1)).toMatchObject({ incidentId: id });
    two.socket.emit('viewing', (await sight()).id);
    await vi.waitFor(() => expect(one.now()).toEqual([li.user.id]), SOON);
    two.socket.emit('viewing', id);
    await vi.waitFor(() => expect(one.now()).toEqual([li.user.id, wang.user.id]), SOON);
    two.socket.disconnect();
    await vi.waitFor(() => expect(one.now()).toEqual([li.user.id]), SOON);
    await stop();
  });

  test('nobody is seen by, or sees, who may not see the incident; a family is not shown the centre', async () => {
    const { id, home } = await sight();
    const inside = await watch(li);
    inside.socket.emit('viewing', id);
    await vi.waitFor(() => expect(inside.now()).toEqual([li.user.id]), SOON);
    const outside = await watch(stranger);
    const daughter = await watch(await anju.person({ roles: ['family'], homeIds: [home.id] }));
    for (const { socket } of [outside, daughter]) {
      socket.emit('viewing', id);
      socket.emit('viewing', 'nonsense');
      // Answered after what was said before it.
      await new Promise((resolve) => socket.emit('snapshot', resolve));
    }
    const also = await watch(wang);
    also.socket.emit('viewing', id);
    await vi.waitFor(() => expect(inside.now()).toEqual([li.user.id, wang.user.id]), SOON);
    expect(outside.seen).toEqual([]);
    expect(daughter.seen).toEqual([]);
    const metrics = String((await anju.request('GET', '/metrics')).body);
    expect(metrics).toMatch(/anju_console_live_bad_viewing_total 4/);
  });

  test('a console that died takes its viewers with it', async () => {
    const { id } = await sight();
    const redis = new Redis(anju.redis.url);
    // What a console leaves that can no longer renew it.
    const left = {
      userId: wang.user.id,
      name: 'Wang',
      since: Date.now() - 60_000,
      until: Date.now() + 7_000,
    };
    await redis.hset(VIEWING_PREFIX + id, 'socket-of-the-dead', JSON.stringify(left));
    const one = await watch(li);
    one.socket.emit('viewing', id);
    await vi.waitFor(() => expect(one.now()).toEqual([wang.user.id, li.user.id]), SOON);
    await vi.waitFor(() => expect(one.now()).toEqual([li.user.id]), { timeout: 15_000 });
    redis.disconnect();
  });
});
