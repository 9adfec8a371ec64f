import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AnsweredView, AnswerView } from '../../contracts/answer.ts';
import type { Incident } from '../../contracts/incident.ts';
import { createAnswerLink } from '../../store/answer-links.ts';
import { applyAlarm } from '../../store/apply-alarm.ts';
import { applyAnswer } from '../../store/apply-answer.ts';
import { expireLeases } from '../../store/expire-leases.ts';
import { called } from '../harness/called.ts';
import { startTestConsole, type Person, type TestConsole } from '../harness/console.ts';
import { registerDevice } from '../harness/register-device.ts';

const DAY = 86_400_000;
let anju: TestConsole;
let area: string;
let li: Person;

beforeAll(async () => {
  anju = await startTestConsole({ LOG_LEVEL: 'debug' });
  area = await anju.area('Gongshu');
  li = await anju.person({ roles: ['operator'], areaIds: [area] });
});
afterAll(() => anju.stop());

interface Someone {
  id: string;
  name: string;
}

/** A press in the bedroom of a home with a son, a neighbour and a key holder. */
async function press() {
  const { id: homeId } = await anju.home(area);
  const make = async (path: string, body: object): Promise<{ id: string }> =>
    (await (await anju.admin()).post(`/homes/${homeId}/${path}`, body)).body as { id: string };
  await make('residents', {
    name: '王秀英',
    birthDate: '1939-05-02',
    phone: '057188001234',
    conditions: ['高血压'],
  });
  const contact = async (name: string, relation: string): Promise<Someone> => ({
    name,
    ...(await make('contacts', { name, relation, phone: '13800001111', email: 'somebody@example.org' })),
  });
  const son = await contact('王建国', 'family');
  const neighbour = await contact('赵阿姨', 'neighbour');
  const keys = await contact('刘洋', 'key_holder');
  const { id: deviceId } = await registerDevice(anju.store, homeId, 'sos', { room: '卧室' });
  const now = Date.now() - 2_000;
  const { incidentId } = await applyAlarm(
    anju.store,
    {
      id: randomUUID(),
      homeId,
      deviceId,
      type: 'sos',
      priority: 1,
      at: now,
      receivedAt: now,
      test: false,
      cause: { property: 'action', value: 'emergency' },
    },
    now,
  );
  return { homeId, incidentId, son, neighbour, keys };
}

/** Calls somebody by text message and hands back the token of the link in it. */
async function writeTo(incidentId: string, { id: contactId, name }: Someone, now = Date.now() - 1_000) {
  const notificationId = await called(anju.store, { incidentId, contactId, name });
  const token = await createAnswerLink(anju.store, { notificationId, incidentId, contactId }, now);
  return { notificationId, token };
}

const look = (token: string) => anju.request('GET', `/answers/${token}`);
const say = (token: string, answer: string, more: object = {}) =>
  anju.request('POST', `/answers/${token}`, { body: { answer, ...more } });
const said = async (token: string, answer: string, more: object = {}): Promise<AnsweredView> => {
  const { status, body } = await say(token, answer, more);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as AnsweredView;
};
const seen = async (token: string) => (await look(token)).body as AnswerView;
const incidentOf = async (id: string) => (await li.get(`/incidents/${id}`)).body as Incident;
const messages = (incidentId: string) =>
  anju.store
    .selectFrom('notifications')
    .select(['recipient_id', 'purpose', 'channel', 'state', 'answer', 'taken_by'])
    .where('incident_id', '=', incidentId)
    .orderBy('id')
    .execute();

describe('a link', () => {
  test('shows enough to go there: what, when, where, who, who has the key; and nothing of health or numbers', async () => {
    const { incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son);
    expect(token).toMatch(/^[\w-]{22}$/);
    const { status, body, headers } = await look(token);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'waiting',
      type: 'sos',
      timezone: 'Asia/Shanghai',
      address: 'Gongchen Bridge 1',
      residents: ['王秀英'],
      room: '卧室',
      keyHolder: '刘洋',
      you: { name: '王建国', relation: 'family' },
      locale: 'zh-CN',
      centre: false,
      helpers: [],
      answered: [],
      possible: ['going', 'cannot', 'false_alarm', 'arrived'],
    });
    const text = JSON.stringify(body);
    for (const secret of [
      '高血压',
      '1939',
      '057188001234',
      '13800001111',
      'example.org',
      incidentId,
      son.id,
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.getSetCookie()).toEqual([]);
  });

  test('does nothing when it is only opened, however often', async () => {
    const { incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son);
    for (let n = 0; n < 3; n++) await look(token);
    expect((await fetch(`${anju.url}/api/v1/answers/${token}`, { method: 'HEAD' })).status).toBe(200);
    expect(await incidentOf(incidentId)).toMatchObject({ state: 'open', version: 1 });
    expect(await messages(incidentId)).toMatchObject([{ state: 'sent', answer: null }]);
  });

  test('that is unknown, malformed or a day old opens nothing and says which', async () => {
    const { incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son, Date.now() - DAY);
    for (const [bad, status, code] of [
      ['AAAAAAAAAAAAAAAAAAAAAA', 404, 'answer_link_unknown'],
      ["x'%20or%201=1", 404, 'answer_link_unknown'],
      [token, 410, 'answer_link_expired'],
    ] as const) {
      for (const answer of [await look(bad), await say(bad, 'going')]) {
        expect(answer).toMatchObject({ status, body: { code } });
        expect(answer.headers.get('content-type')).toContain('application/problem+json');
        expect(answer.headers.get('cache-control')).toBe('no-store');
        expect(JSON.stringify(answer.body)).not.toContain(bad);
      }
    }
    expect((await incidentOf(incidentId)).state).toBe('open');
  });

  test('belongs to its own incident: what is said by it changes no other, not even of the same person', async () => {
    const one = await press();
    const other = await press();
    const { token } = await writeTo(one.incidentId, one.son);
    await writeTo(other.incidentId, other.son);
    await said(token, 'going');
    expect((await incidentOf(one.incidentId)).state).toBe('dispatched');
    expect(await incidentOf(other.incidentId)).toMatchObject({ state: 'open', version: 1 });
    expect(await messages(other.incidentId)).toMatchObject([{ state: 'sent' }]);
  });

  test('is worth nothing once its reader is no longer a contact of the home', async () => {
    const { homeId, incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son);
    await (await anju.admin()).delete(`/homes/${homeId}/contacts/${son.id}`);
    expect(await look(token)).toMatchObject({ status: 404, body: { code: 'answer_link_unknown' } });
    expect(await say(token, 'going')).toMatchObject({ status: 404, body: { code: 'answer_link_unknown' } });
    expect((await incidentOf(incidentId)).state).toBe('open');
  });

  test('stands in no log line and in no metric, whatever is asked with it', async () => {
    const { incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son);
    await look(token);
    await say(token, 'nonsense');
    await anju.request('POST', `/answers/${token}/more`, { body: {} });
    await anju.request('DELETE', `/answers/${token}`);
    // A fault of ours is logged with all that is known of it; the address of the link is not.
    await anju.store.schema.alterTable('answer_links').renameTo('mislaid').execute();
    expect((await say(token, 'going')).status).toBe(500);
    await anju.store.schema.alterTable('mislaid').renameTo('answer_links').execute();
    expect(anju.log.some((line) => line.includes('answer_links'))).toBe(true);
    const metrics = (await anju.request('GET', '/metrics')).body as string;
    expect(metrics).toContain('route="/api/v1/answers/:token"');
    expect(metrics).not.toContain(token);
    expect(anju.log.some((line) => line.includes('/api/v1/answers/:token'))).toBe(true);
    expect(anju.log.join('\n')).not.toContain(token);
  });

  test('that is asked for all the time is slowed down, and others are not', async () => {
    const { incidentId, son, neighbour } = await press();
    const { token } = await writeTo(incidentId, son);
    const other = await writeTo(incidentId, neighbour);
    const statuses = await Promise.all(Array.from({ length: 70 }, async () => (await look(token)).status));
    expect(statuses.filter((status) => status === 429)).toHaveLength(10);
    expect(await look(token)).toMatchObject({ status: 429, body: { code: 'too_many_requests' } });
    expect((await look(other.token)).status).toBe(200);
  });
});

describe('somebody who was called', () => {
  test('who is going stops the other calls, and those called already are told who goes, once', async () => {
    const { incidentId, son, neighbour, keys } = await press();
    const { token } = await writeTo(incidentId, son);
    await called(anju.store, { incidentId, contactId: son.id, channel: 'voice', state: 'queued' });
    const other = await writeTo(incidentId, neighbour);
    await called(anju.store, { incidentId, contactId: keys.id, channel: 'voice', state: 'queued' });
    const view = await said(token, 'going');
    expect(view).toMatchObject({ result: 'recorded', state: 'taken', centre: false, helpers: [] });
    expect(view.possible[0]).toBe('arrived');
    expect(await incidentOf(incidentId)).toMatchObject({
      state: 'dispatched',
      acknowledgement: { by: son.id, byName: '王建国', kind: 'contact' },
      events: [{ type: 'sos' }, { type: 'going', by: son.id, byName: '王建国', via: 'link' }],
    });
    expect(await messages(incidentId)).toMatchObject([
      { recipient_id: son.id, state: 'answered', answer: 'going' },
      { recipient_id: son.id, state: 'cancelled' },
      { recipient_id: neighbour.id, state: 'sent' },
      { recipient_id: keys.id, state: 'cancelled' },
      { recipient_id: neighbour.id, purpose: 'stand_down', state: 'queued', taken_by: '王建国' },
    ]);
    expect(await seen(other.token)).toMatchObject({
      state: 'taken',
      helpers: [{ name: '王建国', relation: 'family', stage: 'going' }],
    });
    const audit = await anju.audit('incident.going');
    expect(audit.find(({ subject }) => subject === `incident:${incidentId}`)).toMatchObject({
      actor: `contact:${son.id}`,
      detail: { via: 'link' },
    });
    expect(JSON.stringify((await incidentOf(incidentId)).events)).not.toMatch(/13800001111|example\.org/);
  });

  test('who presses twice is told so kindly, and nothing happens twice', async () => {
    const { incidentId, son, neighbour } = await press();
    await writeTo(incidentId, neighbour);
    const { token } = await writeTo(incidentId, son);
    const both = await Promise.all([say(token, 'going'), say(token, 'going')]);
    const results = both.map(({ status, body }) => [status, (body as AnsweredView).result]);
    expect(results.sort()).toEqual([
      [200, 'already'],
      [200, 'recorded'],
    ]);
    expect((await said(token, 'going')).result).toBe('already');
    expect((await incidentOf(incidentId)).events.filter(({ type }) => type === 'going')).toHaveLength(1);
    const told = (await messages(incidentId)).filter(({ purpose }) => purpose === 'stand_down');
    expect(told).toHaveLength(1);
  });

  test('of whom two accept at the same moment: one holds it, both are on record, everyone else is told once', async () => {
    const { incidentId, son, neighbour, keys } = await press();
    const [one, other] = [await writeTo(incidentId, son), await writeTo(incidentId, neighbour)];
    await writeTo(incidentId, keys);
    const answers = await Promise.all([said(one.token, 'going'), said(other.token, 'going')]);
    expect(answers.map(({ result }) => result)).toEqual(['recorded', 'recorded']);
    const incident = await incidentOf(incidentId);
    expect(
      incident.events
        .filter(({ type }) => type === 'going')
        .map(({ by }) => by)
        .sort(),
    ).toEqual([son.id, neighbour.id].sort());
    expect([son.id, neighbour.id]).toContain(incident.acknowledgement?.by);
    const told = (await messages(incidentId)).filter(({ purpose }) => purpose === 'stand_down');
    expect(told.filter(({ recipient_id: id }) => id === keys.id)).toHaveLength(1);
    expect((await seen(one.token)).helpers).toMatchObject([{ name: '赵阿姨', stage: 'going' }]);
  });

  test('who is going is not told that another has it: of two who go neither turns round because of the other', async () => {
    const { incidentId, son, neighbour, keys } = await press();
    const [first, second] = [await writeTo(incidentId, son), await writeTo(incidentId, neighbour)];
    await writeTo(incidentId, keys);
    await said(first.token, 'going');
    await said(second.token, 'going');
    const told = (await messages(incidentId)).filter(({ purpose }) => purpose === 'stand_down');
    expect(told.map(({ recipient_id: id }) => id)).not.toContain(son.id);
    expect(told).toContainEqual(expect.objectContaining({ recipient_id: keys.id, taken_by: '王建国' }));
  });

  test('reports arrival and outcome the same way, which the operator who has it sees and keeps', async () => {
    const { incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son);
    await li.post(`/incidents/${incidentId}/acknowledge`);
    expect(await said(token, 'going')).toMatchObject({ state: 'taken', centre: true });
    const there = await said(token, 'arrived');
    expect(there).toMatchObject({
      possible: ['outcome', 'false_alarm'],
      conditions: ['well', 'needs_help', 'emergency_called'],
    });
    const before = (await incidentOf(incidentId)).acknowledgement?.leaseUntil ?? '';
    expect(Date.parse(before) - Date.now()).toBeGreaterThan(1_700_000);
    await said(token, 'outcome', { condition: 'well', note: '  在厨房滑倒，没有受伤  ' });
    const now = await said(token, 'outcome', { condition: 'emergency_called' });
    expect(now.conditions).toEqual(['needs_help']);
    expect((await said(token, 'outcome', { condition: 'well' })).result).toBe('already');
    expect(await incidentOf(incidentId)).toMatchObject({
      state: 'on_scene',
      acknowledgement: { by: li.user.id, kind: 'user' },
      events: [
        { type: 'sos' },
        { type: 'acknowledged' },
        { type: 'going' },
        { type: 'arrived', byName: '王建国' },
        { type: 'outcome', condition: 'well', text: '在厨房滑倒，没有受伤' },
        { type: 'outcome', condition: 'emergency_called' },
      ],
    });
  });

  test('who is there without having said that they go has it, and a late "going" changes nothing', async () => {
    const { incidentId, neighbour } = await press();
    const { token } = await writeTo(incidentId, neighbour);
    await said(token, 'arrived');
    expect((await said(token, 'going')).result).toBe('already');
    expect(await incidentOf(incidentId)).toMatchObject({ state: 'on_scene', version: 2 });
  });

  test('who is there and needs help makes it call again at once, where the centre has not got it', async () => {
    const { incidentId, neighbour } = await press();
    const { token } = await writeTo(incidentId, neighbour);
    await said(token, 'arrived');
    expect(await said(token, 'outcome', { condition: 'needs_help' })).toMatchObject({ state: 'waiting' });
    const incident = await incidentOf(incidentId);
    expect(incident.state).toBe('open');
    expect(Date.parse(incident.escalation?.nextAt ?? '') - Date.now()).toBeLessThan(1_000);
  });

  test('who cannot after all gives it back, and the calls go on at once', async () => {
    const { incidentId, son, neighbour } = await press();
    const { token } = await writeTo(incidentId, son);
    const other = await writeTo(incidentId, neighbour);
    await said(token, 'going');
    expect(await said(token, 'cannot')).toMatchObject({ state: 'waiting', helpers: [] });
    const incident = await incidentOf(incidentId);
    expect(incident.state).toBe('open');
    expect(Date.parse(incident.escalation?.nextAt ?? '') - Date.now()).toBeLessThan(1_000);
    expect(await seen(other.token)).toMatchObject({ state: 'waiting', helpers: [] });
  });

  test('who cannot, and never had it, stops nobody else', async () => {
    const { incidentId, son, keys } = await press();
    const { token } = await writeTo(incidentId, son);
    await called(anju.store, { incidentId, contactId: keys.id, channel: 'voice', state: 'queued' });
    expect(await said(token, 'cannot')).toMatchObject({ state: 'waiting' });
    expect((await incidentOf(incidentId)).state).toBe('open');
    expect((await messages(incidentId)).map(({ state }) => state)).toEqual(['answered', 'queued']);
  });

  test('who says that it was a false alarm stops the calls for the centre to make sure, and closes nothing', async () => {
    const { incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son);
    await said(token, 'false_alarm', { note: 'she sat on it' });
    expect(await incidentOf(incidentId)).toMatchObject({
      state: 'acknowledged',
      events: [{ type: 'sos' }, { type: 'false_alarm_reported', text: 'she sat on it' }],
    });
    await expireLeases(anju.store, Date.now() + 200_000);
    expect((await incidentOf(incidentId)).state).toBe('open');
  });

  test('who answers after the end is told how it ended, and nothing is recorded', async () => {
    const { incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son);
    await li.post(`/incidents/${incidentId}/acknowledge`);
    await li.post(`/incidents/${incidentId}/resolve`, { disposition: 'assistance' });
    const view = await said(token, 'going');
    expect(view).toMatchObject({
      result: 'closed',
      state: 'closed',
      disposition: 'assistance',
      possible: [],
    });
    expect((await incidentOf(incidentId)).events.map(({ type }) => type)).not.toContain('going');
  });

  test('who says something that is no answer is refused, and a field too many is not', async () => {
    const { incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son);
    for (const body of [
      {},
      { answer: 'resolve' },
      { answer: 'outcome' },
      { answer: 'going', note: 'x'.repeat(501) },
    ]) {
      const answer = await anju.request('POST', `/answers/${token}`, { body });
      expect(answer).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    }
    expect((await incidentOf(incidentId)).version).toBe(1);
    expect((await said(token, 'going', { whatever: 1 })).result).toBe('recorded');
  });

  test('is seen on the screens at once', async () => {
    const { incidentId, son } = await press();
    const { token } = await writeTo(incidentId, son);
    const socket = li.socket();
    const heard = new Promise<Incident>((resolve) => {
      socket.on('incident', (incident) => {
        if (incident.id === incidentId && incident.state === 'dispatched') resolve(incident);
      });
    });
    const connected = new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
    socket.connect();
    await connected;
    await said(token, 'going');
    expect((await heard).acknowledgement?.byName).toBe('王建国');
    socket.disconnect();
  });

  test('as an operator far from the screen, has it as anybody else would', async () => {
    const { incidentId } = await press();
    const notificationId = await called(anju.store, {
      incidentId,
      contactId: li.user.id,
      kind: 'user',
      channel: 'voice',
    });
    const given = { by: { notificationId }, body: { answer: 'going' }, via: 'voice' } as const;
    await applyAnswer(anju.store, given, Date.now());
    expect(await incidentOf(incidentId)).toMatchObject({
      state: 'dispatched',
      acknowledgement: { by: li.user.id, kind: 'user' },
    });
  });
});
