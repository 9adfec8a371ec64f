import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { voiceReference } from '../../channels/voice-reference.ts';
import type { Incident } from '../../contracts/incident.ts';
import { reportFailed } from '../../store/report-delivery.ts';
import { called } from '../harness/called.ts';
import { startTestConsole, type TestConsole } from '../harness/console.ts';

const SECRET = 'a-secret-of-thirty-two-characters';
let anju: TestConsole;
let area: string;
let incidentId: string;
let homeId: string;
let son: string;

beforeAll(async () => {
  anju = await startTestConsole({ ALIYUN_REPORT_SECRET: SECRET });
  area = await anju.area('Gongshu');
});
afterAll(() => anju.stop());

beforeEach(async () => {
  await anju.store.updateTable('contacts').set({ phone: null }).execute();
  homeId = (await anju.home(area)).id;
  son = await contact('王建国', '+86 138-0000-1111');
  incidentId = await anju.alarm(homeId);
});

async function contact(name: string, phone: string, home = homeId): Promise<string> {
  const answer = await (
    await anju.admin()
  ).post(`/homes/${home}/contacts`, { name, relation: 'family', phone });
  return (answer.body as { id: string }).id;
}

const push = (name: string, body: unknown, secret = SECRET) =>
  anju.request('POST', `/providers/aliyun/${secret}/${name}`, { body });
const calledBy = (more: Partial<Parameters<typeof called>[1]> = {}) =>
  called(anju.store, { incidentId, contactId: son, ...more });
const messages = () =>
  anju.store
    .selectFrom('notifications')
    .select(['channel', 'state', 'answer', 'code', 'fallbacks'])
    .where('incident_id', '=', incidentId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
const incident = async (id = incidentId) =>
  (await (await anju.admin()).get(`/incidents/${id}`)).body as Incident;
const counted = async (kind: string, result: string): Promise<number> => {
  const text = (await anju.request('GET', '/metrics')).body as string;
  const line = new RegExp(`reports_total\\{kind="${kind}",result="${result}"\\} (\\d+)`).exec(text);
  return Number(line?.[1] ?? 0);
};
const smsReport = (id: string, success = true) => [
  {
    phone_number: '13800001111',
    success,
    err_code: success ? 'DELIVERED' : 'MOBILE_NOT_ON_SERVICE',
    biz_id: 'b',
    out_id: id,
  },
];
const voiceReport = (call_id: string, status_code: string, dtmf = '') => [{ call_id, status_code, dtmf }];

describe('the address of the reports', () => {
  test('is not there for who does not know the secret, nor when none is configured', async () => {
    const id = await calledBy();
    for (const secret of ['wrong', `${SECRET}x`, SECRET.slice(1)]) {
      const answer = await push('sms-reports', smsReport(id), secret);
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(JSON.stringify(answer.body)).not.toContain(secret);
    }
    expect(await messages()).toMatchObject([{ state: 'sent' }]);
    expect(anju.log.join('\n')).not.toContain(SECRET);
  });

  test('takes what is readable and counts what is not', async () => {
    const id = await calledBy();
    const answer = await push('sms-reports', [{ nonsense: true }, ...smsReport(id)]);
    expect(answer).toMatchObject({ status: 200, body: { code: 0, msg: '成功' } });
    expect(await messages()).toMatchObject([{ state: 'delivered' }]);
    expect(await counted('sms', 'malformed')).toBe(1);
    expect((await push('sms-reports', smsReport('no-such-id'))).status).toBe(200);
    expect(await counted('sms', 'unknown')).toBe(1);
  });
});

describe('a report', () => {
  test('of delivery never takes an answer back, however often it comes', async () => {
    const id = await calledBy();
    await push('sms-reports', smsReport(id));
    await push('sms-replies', [{ phone_number: '13800001111', content: '1' }]);
    await push('sms-reports', smsReport(id));
    await push('sms-reports', smsReport(id, false));
    expect(await messages()).toMatchObject([{ state: 'answered', answer: 'going' }]);
  });

  test('of failure brings the next channel of that person at once, and only once', async () => {
    await calledBy({ channel: 'voice', providerId: 'call-1', fallbacks: ['sms', 'email'] });
    await push('voice-reports', voiceReport('call-1', '200002'));
    await push('voice-reports', voiceReport('call-1', '200002'));
    expect(await messages()).toMatchObject([
      { channel: 'voice', state: 'failed', code: '200002' },
      { channel: 'sms', state: 'queued', fallbacks: ['email'] },
    ]);
  });

  test('of failure brings nothing when somebody has it, or when this person has answered otherwise', async () => {
    await calledBy({ channel: 'voice', providerId: 'call-2', fallbacks: ['email'] });
    await calledBy({ channel: 'sms' });
    await push('sms-replies', [{ phone_number: '13800001111', content: '2' }]);
    await push('voice-reports', voiceReport('call-2', '200005'));
    expect((await messages()).map(({ channel, state }) => [channel, state])).toEqual([
      ['voice', 'failed'],
      ['sms', 'answered'],
    ]);

    const other = await contact('李明', '13900002222');
    await calledBy({ contactId: other, channel: 'voice', providerId: 'call-3', fallbacks: ['sms'] });
    await (await anju.admin()).post(`/incidents/${incidentId}/acknowledge`);
    await push('voice-reports', voiceReport('call-3', '200002'));
    const alarms = await anju.store
      .selectFrom('notifications')
      .select('state')
      .where('recipient_id', '=', other)
      .where('purpose', '=', 'alarm')
      .execute();
    expect(alarms).toEqual([{ state: 'failed' }]);
  });

  test('of failure passes over a channel that has failed already, and is content with one on its way', async () => {
    const at = Date.now();
    await calledBy({ channel: 'sms', state: 'failed', at: at - 2 });
    const voice = await calledBy({ channel: 'voice', fallbacks: ['sms', 'email'], at: at - 1 });
    const failure = { id: voice, code: 'busy', reason: 'the line was busy' };
    expect(await reportFailed(anju.store, failure, at)).toMatchObject({
      outcome: 'failed',
      next: { channel: 'email' },
    });
    const push = await calledBy({ channel: 'push', fallbacks: ['email'], at: at + 1 });
    expect(await reportFailed(anju.store, { ...failure, id: push }, at)).toEqual({ outcome: 'failed' });
    const again = await reportFailed(anju.store, { ...failure, id: push }, at);
    expect(again).toEqual({ outcome: 'ignored' });
  });

  test('of failure that may pass begins the next channel at once and tries this one again', async () => {
    const now = Date.now();
    const id = await calledBy({ channel: 'sms', state: 'sending', fallbacks: ['email'] });
    const retryAt = now + 2_000;
    const failure = { id, code: 'timeout', reason: 'no answer', retryAt };
    expect(await reportFailed(anju.store, failure, now)).toMatchObject({
      outcome: 'retrying',
      next: { channel: 'email' },
    });
    expect(await messages()).toMatchObject([
      { channel: 'sms', state: 'queued', code: 'timeout' },
      { channel: 'email', state: 'queued' },
    ]);
    await (await anju.admin()).post(`/incidents/${incidentId}/acknowledge`);
    // Cancelled by the acceptance: it stays so, whatever fails afterwards.
    expect(await reportFailed(anju.store, failure, now)).toEqual({ outcome: 'ignored' });
  });
});

describe('a key pressed in a call', () => {
  test('answers it, by the name of the call or by the reference that was given with it', async () => {
    await calledBy({ channel: 'voice', providerId: 'call-5' });
    await push('voice-reports', voiceReport('call-5', '200000', '1'));
    expect(await incident()).toMatchObject({
      state: 'dispatched',
      acknowledgement: { byName: '王建国', kind: 'contact' },
      events: [{ type: 'sos' }, { type: 'going', via: 'voice' }],
    });
    // Its name was never learned: the worker died between the call and writing it down.
    const id = await calledBy({ channel: 'voice', state: 'sending', round: 1 });
    const report = { call_id: 'call-6', status_code: '200000', dtmf: '2', out_id: voiceReference(id) };
    await push('voice-reports', [report]);
    await push('voice-reports', [report]);
    expect((await incident()).events.map(({ type }) => type)).toEqual(['sos', 'going', 'cannot']);
    expect(await incident()).toMatchObject({ state: 'open' });
  });

  test('that means nothing is no answer, but somebody was reached', async () => {
    await calledBy({ channel: 'voice', providerId: 'call-7' });
    await push('voice-reports', voiceReport('call-7', '200000', '9'));
    expect(await messages()).toMatchObject([{ state: 'delivered', answer: null }]);
    expect((await incident()).state).toBe('open');
  });
});

describe('a text message back', () => {
  test('answers the newest alarm to that number, in an incident that is not closed', async () => {
    await calledBy({ at: Date.now() - 60_000 });
    const otherHome = (await anju.home(area)).id;
    const sameSon = await contact('王建国', '13800001111', otherHome);
    const newer = await anju.alarm(otherHome);
    await called(anju.store, { incidentId: newer, contactId: sameSon });
    await push('sms-replies', [{ phone_number: '8613800001111', content: '１' }]);
    expect(await incident(newer)).toMatchObject({
      state: 'dispatched',
      events: [{ type: 'sos' }, { type: 'going', via: 'sms', by: sameSon }],
    });
    expect(await incident()).toMatchObject({ state: 'open', version: 1 });
    const admin = await anju.admin();
    await admin.post(`/incidents/${newer}/acknowledge`);
    await admin.post(`/incidents/${newer}/resolve`, { disposition: 'false_alarm' });
    await push('sms-replies', [{ phone_number: '13800001111', content: '2' }]);
    expect((await incident()).events.map(({ type }) => type)).toEqual(['sos', 'cannot']);
  });

  test('is no answer from another number, a day later, or in words that could mean anything', async () => {
    await calledBy({ at: Date.now() - 86_400_001 });
    await push('sms-replies', [{ phone_number: '13800001111', content: '1' }]);
    expect((await incident()).state).toBe('open');
    await calledBy({ round: 1 });
    const unreadable = await counted('reply', 'unreadable');
    for (const content of ['3分钟到', '收到', '']) {
      await push('sms-replies', [{ phone_number: '13800001111', content }]);
    }
    await push('sms-replies', [{ phone_number: '13900001111', content: '1' }]);
    expect(await incident()).toMatchObject({ state: 'open', version: 1 });
    expect(await counted('reply', 'unreadable')).toBe(unreadable + 3);
  });
});
