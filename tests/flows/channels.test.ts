import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import webpush from 'web-push';
import type { Address } from '../../channels/address.ts';
import { parseSmsReports, parseVoiceReports } from '../../channels/aliyun-reports.ts';
import { createChannelMetrics } from '../../channels/channel-metrics.ts';
import { channelsConfigSchema } from '../../channels/channels-config.ts';
import { composeMessage } from '../../channels/compose-message.ts';
import { composePlatformMessage } from '../../channels/compose-platform-message.ts';
import type { Message } from '../../channels/message.ts';
import { openSenders, type Senders } from '../../channels/open-senders.ts';
import { SendError } from '../../channels/send-error.ts';
import type { OutsideChannel, SendResult } from '../../channels/sender.ts';
import { voiceReference } from '../../channels/voice-reference.ts';
import type { Priority } from '../../contracts/alarm.ts';
import { createLogger } from '../../service/create-logger.ts';
import { parseConfig } from '../../service/parse-config.ts';
import {
  smsReport,
  startAliyunProvider,
  voiceReport,
  type AliyunProvider,
} from '../harness/aliyun-provider.ts';
import { startPushProvider, type PushProvider } from '../harness/push-provider.ts';
import { startSmtpProvider, type SmtpProvider } from '../harness/smtp-provider.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../harness/webhook-receiver.ts';

const PHONE = '13800001111';
const LINK = 'https://anju.example.org/a/0123456789abcdef0123456789abcdef';
const account = { accessKeyId: 'LTAI-test', accessKeySecret: 'aliyun-secret-nobody-sees' };
const vapid = webpush.generateVAPIDKeys();
const hookSecret = 'hook-secret-nobody-sees';
const login = { user: 'anju', password: 'smtp-password-nobody-sees' };
const TEMPLATES = ['alarm', 'platform', 'going', 'cannot', 'false_alarm', 'bye'];

let aliyun: AliyunProvider;
let smtp: SmtpProvider;
let push: PushProvider;
let hook: WebhookReceiver;
const logged: string[] = [];
const registry = new Registry();
const opened: Senders[] = [];

beforeAll(async () => {
  [aliyun, smtp, push, hook] = await Promise.all([
    startAliyunProvider(account),
    startSmtpProvider(login),
    startPushProvider(vapid.publicKey),
    startWebhookReceiver(hookSecret),
  ]);
});
afterEach(() => {
  aliyun.behave({ is: 'well' });
  smtp.behave({ is: 'well' });
  push.answer(201);
  hook.answer({ status: 204 });
  opened.splice(0).forEach((senders) => senders.stop());
});
afterAll(() => Promise.all([aliyun, smtp, push, hook].map((provider) => provider.stop())));

const metrics = createChannelMetrics(registry);

/** What a provider that answers may take on a busy machine, and what is waited for one that does not. */
const PATIENT = { lifeSafety: 8_000, other: 12_000 };
const HASTY = { lifeSafety: 900, other: 1_800 };

function senders(change: Record<string, string> = {}, timeouts = PATIENT): Senders {
  const env = {
    PUBLIC_URL: 'https://anju.example.org',
    SMTP_URL: smtp.url,
    MAIL_FROM: '安居守护 <alarm@anju.example.org>',
    VAPID_PUBLIC_KEY: vapid.publicKey,
    VAPID_PRIVATE_KEY: vapid.privateKey,
    VAPID_SUBJECT: 'mailto:ops@anju.example.org',
    ALIYUN_ACCESS_KEY_ID: account.accessKeyId,
    ALIYUN_ACCESS_KEY_SECRET: account.accessKeySecret,
    ALIYUN_SMS_SIGN: '安居守护',
    ALIYUN_SMS_TEMPLATES: 'alarm.zh-CN=SMS_alarm',
    ALIYUN_VOICE_TEMPLATES: TEMPLATES.map((name) => `${name}.zh-CN=TTS_${name}`).join(','),
    ALIYUN_VOICE_SHOW_NUMBER: '057100000000',
    ALIYUN_SMS_URL: aliyun.url,
    ALIYUN_VOICE_URL: aliyun.url,
    ALLOW_LOOPBACK_TARGETS: 'true',
    ...change,
  };
  const write = (line: string): void => void logged.push(line);
  const all = openSenders(parseConfig(channelsConfigSchema, env), {
    logger: createLogger({ service: 'channels', level: 'debug', format: 'json', write }),
    metrics,
    timeouts,
    breaker: { failures: 3, pauseMs: 250 },
    ca: push.ca,
  });
  opened.push(all);
  return all;
}

const message = (priority: Priority = 1): Message =>
  composeMessage({
    purpose: 'alarm',
    locale: 'zh-CN',
    createdAt: '2026-03-01T19:12:30.000Z',
    link: LINK,
    occurrence: {
      incidentId: '0195d3f0-0000-7000-8000-000000000001',
      type: 'sos',
      priority,
      openedAt: '2026-03-01T19:12:00.000Z',
      timezone: 'Asia/Shanghai',
      address: "文三路12号3单元501室 !*()~'",
      areaName: '文晖街道',
      residents: ['张桂芳'],
    },
  });

interface Told {
  id?: string;
  address?: Address;
  message?: Message;
  signal?: AbortSignal;
}
const addresses = (): Record<OutsideChannel, Address> => ({
  sms: { kind: 'phone', phone: '+86 138-0000-1111' },
  voice: { kind: 'phone', phone: PHONE },
  email: { kind: 'email', email: 'wang@example.org' },
  push: push.subscribe(),
  webhook: { kind: 'webhook', url: hook.url, secret: hookSecret, format: 'json' },
});

function tell(all: Senders, channel: OutsideChannel, told: Told = {}): Promise<SendResult> {
  const sender = all.sender(channel);
  if (!sender) throw new Error(`${channel} is not configured`);
  return sender.send({ id: randomUUID(), address: addresses()[channel], message: message(), ...told });
}

async function failure(sent: Promise<unknown>): Promise<SendError> {
  const error: unknown = await sent.then(
    () => new Error('it was sent'),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SendError);
  return error as SendError;
}

/** What each other end has to do so that the same thing happens on every channel. */
const ends: Record<OutsideChannel, { slow: () => void; well: () => void; received: () => number }> = {
  sms: {
    slow: () => aliyun.behave({ is: 'slow' }),
    well: () => aliyun.behave({ is: 'well' }),
    received: () => aliyun.requests(),
  },
  voice: {
    slow: () => aliyun.behave({ is: 'slow' }),
    well: () => aliyun.behave({ is: 'well' }),
    received: () => aliyun.requests(),
  },
  email: {
    slow: () => smtp.behave({ is: 'slow' }),
    well: () => smtp.behave({ is: 'well' }),
    received: () => smtp.mails.length,
  },
  push: { slow: () => push.answer('slow'), well: () => push.answer(201), received: () => push.requests() },
  webhook: {
    slow: () => hook.answer('slow'),
    well: () => hook.answer({ status: 204 }),
    received: () => hook.requests(),
  },
};

describe.each(Object.keys(ends) as OutsideChannel[])('%s', (channel) => {
  it('costs at most its time-out when the provider is slow, then fails at once, and works again once it is well', async () => {
    const patience = { ...HASTY };
    const all = senders({}, patience);
    ends[channel].slow();
    for (let i = 0; i < 3; i++) {
      const started = performance.now();
      expect(await failure(tell(all, channel))).toMatchObject({ code: 'timeout', retry: true });
      expect(performance.now() - started).toBeLessThan(1_800);
    }
    const asked = ends[channel].received();
    const calm = { message: message(2) };
    expect(await failure(tell(all, channel, calm))).toMatchObject({ code: 'breaker_open', retry: true });
    expect(ends[channel].received()).toBe(asked);

    ends[channel].well();
    Object.assign(patience, PATIENT);
    await vi.waitFor(() => tell(all, channel, calm), { timeout: 15_000, interval: 50 });
    await tell(all, channel, calm);
  });

  it('lets life safety try at once although the breaker is open', async () => {
    const patience = { ...HASTY };
    const all = senders({}, patience);
    ends[channel].slow();
    for (let i = 0; i < 3; i++) await failure(tell(all, channel));
    ends[channel].well();
    Object.assign(patience, PATIENT);
    await tell(all, channel);
  });

  it('gives up at once when somebody has accepted meanwhile', async () => {
    const all = senders();
    ends[channel].slow();
    const accepted = new AbortController();
    const sending = failure(tell(all, channel, { message: message(2), signal: accepted.signal }));
    accepted.abort();
    expect(await sending).toMatchObject({ code: 'cancelled', retry: false });
    expect(await failure(tell(all, channel, { signal: accepted.signal }))).toMatchObject({
      code: 'cancelled',
    });
  });

  it('refuses an address of another kind without asking anybody', async () => {
    const all = senders();
    const asked = ends[channel].received();
    const address: Address =
      channel === 'email' ? { kind: 'phone', phone: PHONE } : { kind: 'email', email: 'wang@example.org' };
    expect(await failure(tell(all, channel, { address }))).toMatchObject({
      code: 'bad_address',
      retry: false,
    });
    expect(ends[channel].received()).toBe(asked);
  });
});

describe('a text message', () => {
  it('is signed, carries the notification’s id, and its report comes back with it', async () => {
    const id = randomUUID();
    const { providerId } = await tell(senders(), 'sms', { id });
    const call = aliyun.calls.at(-1);
    expect(call).toMatchObject({
      action: 'SendSms',
      providerId,
      parameters: { PhoneNumbers: PHONE, SignName: '安居守护', TemplateCode: 'SMS_alarm', OutId: id },
    });
    expect(JSON.parse(call?.parameters['TemplateParam'] ?? '')).toMatchObject({
      name: '张桂芳',
      time: '03:12',
      token: '0123456789abcdef0123456789abcdef',
    });
    const { reports } = parseSmsReports(call ? [smsReport(call, true)] : []);
    expect(reports).toMatchObject([{ state: 'delivered', notificationId: id, providerId }]);
  });

  it('is refused where the secret is wrong, and nobody tries again until a person has acted', async () => {
    const sent = aliyun.calls.length;
    const all = senders({ ALIYUN_ACCESS_KEY_SECRET: 'wrong' });
    expect(await failure(tell(all, 'sms'))).toMatchObject({
      code: 'provider_account',
      retry: false,
      providerCode: 'SignatureDoesNotMatch',
    });
    expect(aliyun.calls.length).toBe(sent);
    const told = JSON.parse(logged.at(-1) ?? '') as { level: number };
    expect(told.level).toBe(50);
  });

  it.each([
    ['isv.MOBILE_NUMBER_ILLEGAL', 'bad_address', false],
    ['isv.BUSINESS_LIMIT_CONTROL', 'limited', true],
    ['isv.AMOUNT_NOT_ENOUGH', 'provider_account', false],
    ['isv.SMS_CONTENT_ILLEGAL', 'provider_refused', false],
    ['isp.SYSTEM_ERROR', 'provider_down', true],
    ['Something.New', 'provider_refused', true],
  ])('knows what %s means', async (code, meaning, retry) => {
    aliyun.behave({ is: 'refusing', code });
    expect(await failure(tell(senders(), 'sms'))).toMatchObject({ code: meaning, retry, providerCode: code });
  });

  it('is tried again where the gateway in front of Aliyun answers with a page instead of an answer', async () => {
    aliyun.behave({ is: 'down' });
    expect(await failure(tell(senders(), 'sms'))).toMatchObject({ code: 'provider_down', retry: true });
  });

  it('says which text is missing where a purpose has no template', async () => {
    const news = {
      state: 'down' as const,
      what: '巡检',
      since: '2026-03-01T19:12:00Z',
      timezone: 'Asia/Shanghai',
    };
    const platform = composePlatformMessage({ locale: 'zh-CN', news, createdAt: '2026-03-01T19:12:00Z' });
    expect(await failure(tell(senders(), 'sms', { message: platform }))).toMatchObject({
      code: 'not_configured',
      retry: false,
    });
  });
});

describe('a call', () => {
  it('asks for a key, and what was pressed is found by the reference that fits into 15 bytes', async () => {
    const id = randomUUID();
    const { providerId } = await tell(senders(), 'voice', { id });
    const call = aliyun.calls.at(-1);
    expect(call).toMatchObject({
      action: 'IvrCall',
      providerId,
      parameters: {
        CalledNumber: PHONE,
        CalledShowNumber: '057100000000',
        StartCode: 'TTS_alarm',
        'MenuKeyMap.1.Key': '1',
        'MenuKeyMap.1.Code': 'TTS_going',
        'MenuKeyMap.3.Key': '3',
        'MenuKeyMap.3.Code': 'TTS_false_alarm',
        ByeCode: 'TTS_bye',
        PlayTimes: '3',
        OutId: voiceReference(id),
      },
    });
    const { reports } = parseVoiceReports(call ? [voiceReport(call, '200000', '1')] : []);
    expect(reports).toMatchObject([
      { state: 'answered', digit: '1', reference: voiceReference(id), providerId },
    ]);
  });

  it('only tells where no answer is asked for', async () => {
    const news = {
      state: 'down' as const,
      what: '巡检',
      since: '2026-03-01T19:12:00Z',
      timezone: 'Asia/Shanghai',
    };
    const platform = composePlatformMessage({ locale: 'zh-CN', news, createdAt: '2026-03-01T19:12:00Z' });
    await tell(senders(), 'voice', { message: platform });
    expect(aliyun.calls.at(-1)).toMatchObject({
      action: 'SingleCallByTts',
      parameters: { TtsCode: 'TTS_platform' },
    });
  });
});

describe('a mail', () => {
  it('has the same Message-ID when it is sent again, and is not answered by machines', async () => {
    const all = senders();
    const id = randomUUID();
    await tell(all, 'email', { id });
    await tell(all, 'email', { id });
    const [first, second] = smtp.mails.slice(-2);
    expect(first?.messageId).toBe(`<${id}@anju.example.org>`);
    expect(second?.messageId).toBe(first?.messageId);
    expect(first?.to).toEqual(['wang@example.org']);
    expect(first?.raw).toMatch(/^auto-submitted: auto-generated/im);
  });

  it.each([
    [550, 'bad_address', false],
    [554, 'provider_refused', false],
    [451, 'limited', true],
    [421, 'provider_down', true],
  ])('knows what %i means', async (code, meaning, retry) => {
    smtp.behave({ is: 'refusing', code });
    expect(await failure(tell(senders(), 'email'))).toMatchObject({
      code: meaning,
      retry,
      providerCode: String(code),
    });
  });

  it('overtakes work orders that wait for a mailbox that does not answer', async () => {
    const all = senders({}, { ...PATIENT, other: HASTY.other });
    smtp.behave({ is: 'slow', mailbox: 'slow@example.org' });
    const address: Address = { kind: 'email', email: 'slow@example.org' };
    const waiting = Array.from({ length: 20 }, () =>
      failure(tell(all, 'email', { address, message: message(3) })),
    );
    await tell(all, 'email');
    expect(smtp.mails.at(-1)?.to).toEqual(['wang@example.org']);
    for (const { code } of await Promise.all(waiting)) expect(code).toBe('timeout');
  });

  it('is refused where the password is wrong, and the password is told to nobody', async () => {
    const all = senders({ SMTP_URL: smtp.url.replace(login.password, 'another-secret') });
    const error = await failure(tell(all, 'email'));
    expect(error).toMatchObject({ code: 'provider_account', retry: false });
    expect(`${error.message}${logged.join()}`).not.toContain('another-secret');
  });
});

describe('a push message', () => {
  it('can be read by the browser alone, wakes the phone, and replaces the older one of its incident', async () => {
    const id = randomUUID();
    const all = senders();
    await tell(all, 'push', { id });
    await tell(all, 'push', { message: message(3) });
    const [urgent, technical] = push.pushes.slice(-2);
    expect(urgent?.payload).toMatchObject({
      id,
      title: '请马上去看望：张桂芳',
      link: LINK,
      priority: 1,
      purpose: 'alarm',
    });
    expect(urgent?.headers).toMatchObject({ urgency: 'high', ttl: '3600' });
    expect(technical?.headers).toMatchObject({ urgency: 'low' });
    expect(urgent?.headers['topic']).toBe(technical?.headers['topic']);
    expect(urgent?.headers['topic']).toMatch(/^[\w-]{1,32}$/);
  });

  it.each([404, 410])('says that the subscription is gone at %i', async (status) => {
    push.answer(status);
    expect(await failure(tell(senders(), 'push'))).toMatchObject({ code: 'gone', retry: false });
  });

  it('is refused with another key than the one that the browser subscribed to', async () => {
    const other = webpush.generateVAPIDKeys();
    const all = senders({ VAPID_PUBLIC_KEY: other.publicKey, VAPID_PRIVATE_KEY: other.privateKey });
    expect(await failure(tell(all, 'push'))).toMatchObject({
      code: 'provider_refused',
      retry: false,
      providerCode: '403',
    });
  });

  it('does not go to a subscription whose keys are nonsense', async () => {
    const address = { ...push.subscribe(), p256dh: 'nonsense' };
    expect(await failure(tell(senders(), 'push', { address }))).toMatchObject({
      code: 'bad_address',
      retry: false,
    });
  });
});

describe('a webhook', () => {
  const to = (more: Partial<Extract<Address, { kind: 'webhook' }>>): Address => ({
    kind: 'webhook',
    url: hook.url,
    secret: hookSecret,
    format: 'json',
    ...more,
  });

  it('is signed, and a copy is recognised by its id', async () => {
    const id = randomUUID();
    const all = senders();
    const before = hook.hooks.length;
    expect(await tell(all, 'webhook', { id })).toEqual({ delivered: true, status: 204 });
    await tell(all, 'webhook', { id });
    expect(hook.hooks.length).toBe(before + 1);
    const received = hook.hooks.at(-1);
    expect(received?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(received?.body ?? '')).toMatchObject({
      id,
      purpose: 'alarm',
      occurrence: { type: 'sos', residents: ['张桂芳'] },
    });
  });

  it('can be CAP 1.2', async () => {
    const id = randomUUID();
    await tell(senders(), 'webhook', { id, address: to({ format: 'cap' }) });
    expect(hook.hooks.at(-1)?.headers['content-type']).toBe('application/cap+xml');
    expect(hook.hooks.at(-1)?.body).toContain(`<identifier>${id}</identifier>`);
  });

  it('is refused with another secret', async () => {
    const address = to({ secret: 'wrong' });
    expect(await failure(tell(senders(), 'webhook', { address }))).toMatchObject({
      code: 'provider_refused',
      retry: false,
    });
    expect(hook.refused.at(-1)).toBe('wrong_signature');
  });

  it.each([
    [400, 'provider_refused', false],
    [408, 'provider_down', true],
    [429, 'limited', true],
    [500, 'provider_down', true],
  ])('knows what %i means', async (status, code, retry) => {
    hook.answer({ status });
    expect(await failure(tell(senders(), 'webhook'))).toMatchObject({ code, retry });
  });

  it('does not follow a redirect: it could lead anywhere', async () => {
    hook.answer({ status: 307, headers: { location: hook.url } });
    const asked = hook.requests();
    expect(await failure(tell(senders(), 'webhook'))).toMatchObject({
      code: 'provider_refused',
      retry: false,
    });
    expect(hook.requests()).toBe(asked + 1);
  });

  it('does not go to this machine unless that was allowed, not even by a name', async () => {
    const all = senders({ ALLOW_LOOPBACK_TARGETS: 'false' });
    const asked = hook.requests();
    for (const url of [hook.url, hook.url.replace('127.0.0.1', 'localhost')]) {
      expect(await failure(tell(all, 'webhook', { address: to({ url }) }))).toMatchObject({
        code: 'bad_address',
        retry: false,
      });
    }
    expect(hook.requests()).toBe(asked);
  });

  it('keeps receivers apart: one that is down does not close the breaker of another', async () => {
    const all = senders();
    const dead = to({ url: 'http://127.0.0.1:1/' });
    for (let i = 0; i < 3; i++) {
      expect(await failure(tell(all, 'webhook', { address: dead }))).toMatchObject({
        code: 'provider_down',
        retry: true,
      });
    }
    await tell(all, 'webhook', { message: message(3) });
  });
});

describe('what the channels leave behind', () => {
  it('counts every attempt by channel and result', async () => {
    await tell(senders(), 'webhook');
    const text = await registry.metrics();
    expect(text).toMatch(/anju_channel_attempts_total\{channel="webhook",code="ok"\} \d+/);
    expect(text).toMatch(/anju_channel_attempts_total\{channel="sms",code="timeout"\} \d+/);
    expect(text).toMatch(/anju_channel_attempt_seconds_count\{channel="email"\} \d+/);
  });

  it('has logged no secret, no number and no mail address', () => {
    const text = logged.join('\n');
    expect(text).toContain('breaker is open');
    for (const secret of [
      account.accessKeySecret,
      login.password,
      hookSecret,
      vapid.privateKey,
      PHONE,
      'wang@',
    ]) {
      expect(text).not.toContain(secret);
    }
  });
});
