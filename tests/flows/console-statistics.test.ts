import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { callsOf, type CallEvent } from '../../contracts/calls-of.ts';
import type { Home } from '../../contracts/home.ts';
import type { IncidentEventType } from '../../contracts/incident.ts';
import type {
  DeviceStatistics,
  MonthlyReport,
  NowStatistics,
  ResponseGroup,
  ResponseStatistics,
} from '../../contracts/statistics.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { readResponse } from '../../store/read-response.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';

let anju: TestConsole;
let admin: Person;
let district: string;
let street: string;
let elsewhere: string;
let home: Home;
let far: Home;

beforeAll(async () => {
  anju = await startTestConsole();
  admin = await anju.admin();
  district = await anju.area('=Gongshu, "west"');
  street = await anju.area('Street', district);
  elsewhere = await anju.area('Dongyang');
  home = await anju.home(street);
  far = await anju.home(elsewhere);
});
afterAll(() => anju.stop());

interface History {
  home: Home;
  events: CallEvent[];
  resolved: boolean;
  disposition?: 'false_alarm' | 'assistance' | 'test';
}

/** Writes an incident down as the past left it; seq follows the order of the events. */
async function remember({ home: where, events, resolved, disposition }: History): Promise<void> {
  const id = randomUUID();
  const device = randomUUID();
  const times = events.map(({ receivedAt }) => receivedAt);
  const openedAt = new Date(Math.min(...times));
  await anju.store
    .insertInto('incidents')
    .values({
      id,
      home_id: where.id,
      class: 'safety',
      device_id: device,
      type: 'sos',
      priority: 1,
      state: resolved ? 'resolved' : 'open',
      opened_at: openedAt,
      raised_at: openedAt,
      resolved_at: resolved ? new Date(Math.max(...times)) : null,
      disposition: disposition ?? (resolved ? 'assistance' : null),
      version: 1,
      updated_at: openedAt,
    })
    .execute();
  await anju.store
    .insertInto('incident_events')
    .values(
      events.map((event) => ({
        id: randomUUID(),
        incident_id: id,
        type: event.type as IncidentEventType,
        at: new Date(event.receivedAt),
        received_at: new Date(event.receivedAt),
        test: event.test,
        alarm_id: event.alarm ? randomUUID() : null,
        device_id: event.alarm ? device : null,
        by_user: event.by ?? null,
        by_name: event.kind === 'contact' ? 'A neighbour' : null,
        detail: event.needsHelp === true ? JSON.stringify({ condition: 'needs_help' }) : null,
      })),
    )
    .execute();
}

const S = 1_000;
const press = (at: number, test = false): CallEvent => ({ type: 'sos', receivedAt: at, alarm: true, test });
const act = (at: number, type: string, by: string, kind: 'user' | 'contact' = 'user'): CallEvent => ({
  type,
  receivedAt: at,
  alarm: false,
  test: false,
  by,
  kind,
});
const get = async <T>(person: Person, path: string): Promise<T> => {
  const answer = await person.get(path);
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
};
const span = (from: string, to: string) => `from=${from}&to=${to}`;

test('the database counts calls exactly as the definition does, whatever has happened to an incident', async () => {
  const people = [randomUUID(), randomUUID()];
  const event = fc.record({
    type: fc.constantFrom(
      ...['sos', 'sos', 'door', 'offline', 'acknowledged', 'acknowledged', 'going', 'arrived', 'dispatched'],
      ...[
        'released',
        'lease_expired',
        'note',
        'outcome',
        'false_alarm_reported',
        'cannot',
        'maintenance_ended',
      ],
    ),
    after: fc.integer({ min: 1, max: 150 * S }),
    who: fc.constantFrom(...people),
    kind: fc.constantFrom('user' as const, 'contact' as const),
    test: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    needsHelp: fc.boolean(),
  });
  const histories = fc.sample(fc.array(event, { minLength: 5, maxLength: 16 }), { numRuns: 120, seed: 7 });
  const begin = Date.parse('2024-05-01T00:00:00Z');
  const span_ = { from: new Date(begin + 40 * S), to: new Date(begin + 900 * S) };
  const now = new Date(begin + 3_600 * S);
  const expected: { since: number; answered?: { by: string; at: number }; acceptedAt?: number }[] = [];
  for (const history of histories) {
    let at = begin;
    const events = history.map(({ type, after, who, kind, test: isTest, needsHelp }): CallEvent => {
      at += after;
      const alarm = ['sos', 'door', 'offline'].includes(type);
      return alarm
        ? { type, receivedAt: at, alarm, test: isTest }
        : { ...act(at, type, who, kind), ...(type === 'outcome' && { needsHelp }) };
    });
    const resolved = act(at + 3_000 * S, 'resolved', people[0] ?? '');
    // As nothing may be open twice in one home, each is closed in the end, long after the period.
    await remember({ home, events: [...events, resolved], resolved: true });
    expected.push(
      ...callsOf([...events, resolved]).filter(({ since }) => since >= +span_.from && since < +span_.to),
    );
  }
  expect(expected.length).toBeGreaterThan(100);
  const figures = await readResponse(anju.store, {
    scope: { all: true },
    ...span_,
    now,
    groupBy: 'operator',
  });
  const within = (ms: number, done: (call: (typeof expected)[number]) => number | undefined) => {
    const waits = expected.map((call) => ({ done: done(call), since: call.since }));
    return {
      met: waits.filter((wait) => wait.done !== undefined && wait.done - wait.since <= ms).length,
      of: waits.filter((wait) => wait.done !== undefined || +now - wait.since > ms).length,
    };
  };
  const answered = (call: (typeof expected)[number]) => call.answered?.at;
  const accepted = (call: (typeof expected)[number]) => call.acceptedAt;
  const waits = expected.map((call) => (answered(call) ?? +now) - call.since).sort((a, b) => a - b);
  expect(figures.total).toEqual({
    calls: expected.length,
    answered: expected.filter(answered).length,
    within60: within(60 * S, answered),
    within180: within(180 * S, answered),
    p50Ms: waits[Math.ceil(waits.length * 0.5) - 1],
    p95Ms: waits[Math.ceil(waits.length * 0.95) - 1],
    maxMs: waits.at(-1),
    byAnyone: { within60: within(60 * S, accepted), within180: within(180 * S, accepted) },
  });
  for (const person of people) {
    const own = expected.filter((call) => call.answered?.by === person);
    expect(figures.groups.find(({ key }) => key === person)?.calls, person).toBe(own.length);
  }
});

test('hours and days are those on the wall of the home, also where the clocks are changed', async () => {
  const london = await anju.home(elsewhere);
  await admin.patch(`/homes/${london.id}`, { timezone: 'Europe/London' });
  // 00:30 GMT, and an hour later 02:30 summer time: nothing ever happened at 01 o'clock that night.
  for (const at of ['2025-03-30T00:30:00Z', '2025-03-30T01:30:00Z', '2025-03-30T23:30:00Z']) {
    const since = Date.parse(at);
    const events = [press(since), act(since + 20 * S, 'acknowledged', randomUUID())];
    await remember({ home: london, events, resolved: true });
  }
  const query = `/statistics/response?${span('2025-03-29T00:00:00Z', '2025-04-02T00:00:00Z')}&areaId=${elsewhere}`;
  const hours = await get<ResponseStatistics>(admin, query);
  expect(hours.groups.map(({ key, calls }) => [key, calls])).toEqual([
    ['00', 2],
    ['02', 1],
  ]);
  const days = await get<ResponseStatistics>(admin, `${query}&groupBy=day`);
  expect(days.groups.map(({ key, calls }) => [key, calls])).toEqual([
    ['2025-03-30', 2],
    ['2025-03-31', 1],
  ]);
});

test('an area has what lies below it, and its supervisor sees nothing of any other', async () => {
  const chief = await anju.person({ roles: ['supervisor'], areaIds: [district] });
  const operator = await anju.person({ roles: ['operator'], areaIds: [district] });
  const at = Date.parse('2026-02-10T04:00:00Z');
  const li = operator.user.id;
  // In time; too late; taken by a neighbour only and then closed; never answered before it was closed elsewhere.
  const own = [
    [press(at), act(at + 30 * S, 'acknowledged', li), act(at + 60 * S, 'resolved', li)],
    [press(at), act(at + 90 * S, 'acknowledged', li), act(at + 95 * S, 'resolved', li)],
    [
      press(at),
      act(at + 10 * S, 'going', randomUUID(), 'contact'),
      act(at + 600 * S, 'arrived', randomUUID(), 'contact'),
    ],
  ];
  for (const events of own) await remember({ home, events, resolved: true, disposition: 'false_alarm' });
  await remember({
    home,
    events: [press(at), act(at + 5 * S, 'acknowledged', li)],
    resolved: true,
    disposition: 'test',
  });
  await remember({ home: far, events: [press(at), act(at + 5 * S, 'acknowledged', li)], resolved: true });

  const period = span('2026-02-10T00:00:00Z', '2026-02-11T00:00:00Z');
  const seen = await get<ResponseStatistics>(chief, `/statistics/response?${period}&groupBy=area`);
  expect(seen.total).toMatchObject({
    calls: 3,
    answered: 2,
    within60: { met: 1, of: 3 },
    within180: { met: 2, of: 3 },
    byAnyone: { within60: { met: 2, of: 3 } },
  });
  expect(seen.groups.map(({ key, calls }) => [key, calls]).sort()).toEqual(
    [
      [district, 3],
      [street, 3],
    ].sort(),
  );
  expect(seen.arrival).toMatchObject({ sent: 1, arrived: 1, within45: { met: 1, of: 1 }, maxMs: 600 * S });
  expect((await get<ResponseStatistics>(admin, `/statistics/response?${period}`)).total.calls).toBe(4);
  const byOperator = await get<ResponseStatistics>(chief, `/statistics/response?${period}&groupBy=operator`);
  expect(byOperator.groups.map(({ key, name, calls }) => [key, name, calls])).toEqual(
    expect.arrayContaining([
      [li, 'Someone', 2],
      ['none', undefined, 1],
    ]),
  );

  const devices = await get<DeviceStatistics>(chief, `/statistics/devices?${period}`);
  expect(devices.homes).toBe(1);
  expect(devices.devices).toHaveLength(3);
  expect(devices.types).toEqual([{ type: 'sos', incidents: 3, falseAlarms: 3, perHomeWeek: 21 }]);
  const report = await get<MonthlyReport>(chief, '/reports/2026-02');
  expect(report).toMatchObject({ timezone: 'Asia/Shanghai', running: false });
  expect(report.response).toMatchObject({ from: '2026-01-31T16:00:00.000Z', total: { calls: 3 } });
  // Counted in one pass for the report, and one by one for the screen: the same.
  const month = span(report.response.from, report.response.to);
  for (const by of ['hour', 'area', 'operator'] as const) {
    const alone = await get<ResponseStatistics>(chief, `/statistics/response?${month}&groupBy=${by}`);
    // What still waits has waited longer by then.
    const still = (groups: ResponseGroup[]) =>
      groups.map((one) => ({ ...one, p50Ms: 0, p95Ms: 0, maxMs: 0 }));
    expect(still(report.groups[by]), by).toEqual(still(alone.groups));
    expect(alone.groups.length, by).toBeGreaterThan(0);
  }
  expect(report.incidents).toEqual(
    expect.arrayContaining([
      { type: 'sos', disposition: 'false_alarm', count: 3 },
      { type: 'sos', disposition: 'test', count: 1 },
    ]),
  );

  for (const path of ['/statistics/response', '/statistics/devices', '/statistics/now', '/reports/2026-02']) {
    const elsewhereToo = await chief.get(`${path}?${period}&areaId=${elsewhere}`);
    expect(elsewhereToo.body, path).toMatchObject({ code: 'out_of_scope' });
    expect((await operator.get(`${path}?${period}`)).body, path).toMatchObject({ code: 'role_forbids' });
  }
  expect((await chief.get('/reports/2099-01')).body).toMatchObject({ code: 'bad_request' });
  const long = await chief.get(
    `/statistics/response?${span('2026-01-01T00:00:00Z', '2026-04-30T00:00:00Z')}`,
  );
  expect(long.body).toMatchObject({ code: 'bad_request' });
});

test('a table is made for a spreadsheet, starts no formula, and who took it along is on record', async () => {
  const period = span('2026-02-10T00:00:00Z', '2026-02-11T00:00:00Z');
  const answer = await admin.get(`/statistics/response.csv?${period}&groupBy=area&areaId=${district}`);
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
  expect(answer.headers.get('content-disposition')).toContain('anju-response-area.csv');
  expect(answer.body).toContain(`${district},"'=Gongshu, ""west""",3,2,1,3,33.33,2,3,66.67`);
  const table = (await admin.get(`/reports/2026-02/csv?areaId=${district}`)).body;
  expect(table).toContain(`response_by_area,calls,"'=Gongshu, ""west"" (${district})",3`);
  expect(table).toMatch(/response_by_hour,calls,\d\d,\d/);
  expect(table).toMatch(/response_by_operator,calls,none,\d/);
  for (const path of [`/statistics/devices.csv?${period}`, '/statistics/now.csv', '/reports/2026-02/csv']) {
    expect((await admin.get(path)).headers.get('content-type'), path).toContain('text/csv');
  }
  const exported = await anju.audit('statistics.exported');
  expect(exported.map(({ actor }) => actor)).toEqual(Array(5).fill(admin.user.id));
  expect(exported[0]).toMatchObject({
    subject: `area:${district}`,
    detail: { what: 'response', groupBy: 'area' },
  });
  expect((await anju.audit('statistics.read')).length).toBeGreaterThan(4);
});

test('now: a second press does not hide how long the first has waited; who is on duty stands there', async () => {
  const chief = await anju.person({ roles: ['supervisor'], areaIds: [district] });
  const operator = await anju.person({ roles: ['operator'], areaIds: [street] });
  await operator.post('/duties/me', { until: new Date(Date.now() + 3_600_000).toISOString() });
  const old = Date.now() - 100 * S;
  await remember({ home, events: [press(old), press(old + 95 * S)], resolved: false });
  await anju.alarm(far.id);
  await anju.alarm(home.id, 'low_battery');
  const now = await get<NowStatistics>(chief, '/statistics/now');
  expect(now.waiting).toMatchObject({ total: 1, past60: 1, past180: 0 });
  expect(now.waiting.items[0]).toMatchObject({ areaName: 'Street', since: new Date(old).toISOString() });
  // Taken, pressed again, taken by somebody whose time ran out: it is the second call that waits, wherever it is read.
  const again = old + 20 * S;
  const holder = operator.user.id;
  await remember({
    home: await anju.home(street),
    events: [
      ...[press(old), act(old + 5 * S, 'acknowledged', holder), press(again), press(again + 5 * S)],
      ...[act(again + 10 * S, 'acknowledged', holder), act(again + 60 * S, 'lease_expired', holder)],
    ],
    resolved: false,
  });
  const later = await get<NowStatistics>(chief, '/statistics/now');
  const { items } = later.waiting;
  expect(items.map(({ since }) => Date.parse(since))).toEqual([old, again]);
  const ids = items.map(({ id }) => id);
  for (const incidents of [await readIncidents(anju.store, ids), await readIncidents(anju.store, ids, 1)]) {
    expect(incidents.map(({ calledAt }) => Date.parse(calledAt))).toEqual([old, again]);
  }
  expect(now.workOrders).toMatchObject({ homes: 1, items: 1, overdue: 0 });
  expect(now.workOrders.list).toMatchObject([{ homeId: home.id, type: 'low_battery', state: 'open' }]);
  expect(now.people).toMatchObject([{ userId: operator.user.id, connected: false }]);
  expect(now.people[0]?.until).toBeDefined();
});

test('work orders: who was sent and is not there in time stands before what waits for repair', async () => {
  const sentTo = await anju.home(street);
  const incidentId = await anju.alarm(sentTo.id);
  await anju.store
    .insertInto('dispatches')
    .values({
      id: randomUUID(),
      number: '1-1',
      incident_id: incidentId,
      to_kind: 'contact',
      to_id: randomUUID(),
      to_name: 'Zhao',
      by_user: admin.user.id,
      at: new Date(Date.now() - 46 * 60 * S),
    })
    .execute();
  const { workOrders } = await get<NowStatistics>(admin, `/statistics/now?areaId=${district}`);
  expect(workOrders).toMatchObject({ homes: 2, items: 2, overdue: 1 });
  expect(workOrders.list).toMatchObject([
    { id: incidentId, homeId: sentTo.id, to: 'Zhao', order: '1-1', overdue: true },
    { homeId: home.id, type: 'low_battery', overdue: false },
  ]);
});
