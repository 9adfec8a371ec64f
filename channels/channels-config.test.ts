import { describe, expect, it } from 'vitest';
import { parseConfig } from '../service/parse-config.ts';
import { channelsConfigSchema, configuredChannels } from './channels-config.ts';

const channels = (env: Record<string, string>) => [
  ...configuredChannels(parseConfig(channelsConfigSchema, env)),
];
const aliyun = { ALIYUN_ACCESS_KEY_ID: 'id', ALIYUN_ACCESS_KEY_SECRET: 'very secret' };
const voice =
  'alarm.zh-CN=TTS_1,going.zh-CN=TTS_2,cannot.zh-CN=TTS_3,false_alarm.zh-CN=TTS_4,bye.zh-CN=TTS_5';

describe('the environment of the channels', () => {
  it('has webhooks alone where nothing is set, and an empty variable is not set', () => {
    expect(channels({})).toEqual(['webhook']);
    expect(channels({ SMTP_URL: '', MAIL_FROM: '', ALIYUN_SMS_TEMPLATES: '' })).toEqual(['webhook']);
  });

  it('opens what is complete', () => {
    const env = {
      ...aliyun,
      SMTP_URL: 'smtps://u:p@mail.example.org',
      MAIL_FROM: '安居守护 <alarm@example.org>',
      ALIYUN_SMS_SIGN: '安居守护',
      ALIYUN_SMS_TEMPLATES: 'alarm.zh-CN=SMS_1, closed.en=SMS_2',
      ALIYUN_VOICE_TEMPLATES: voice,
      ALIYUN_VOICE_SHOW_NUMBER: '057100000000',
    };
    expect(channels(env).sort()).toEqual(['email', 'sms', 'voice', 'webhook']);
  });

  it.each<[string, Record<string, string>]>([
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.org' }],
    ['VAPID_SUBJECT', { VAPID_PUBLIC_KEY: 'B'.repeat(87), VAPID_PRIVATE_KEY: 'c'.repeat(43) }],
    ['ALIYUN_ACCESS_KEY_SECRET', { ALIYUN_ACCESS_KEY_ID: 'id' }],
    ['ALIYUN_ACCESS_KEY_ID', { ALIYUN_SMS_SIGN: '安居', ALIYUN_SMS_TEMPLATES: 'alarm.zh-CN=SMS_1' }],
    ['ALIYUN_SMS_TEMPLATES', { ...aliyun, ALIYUN_SMS_SIGN: '安居' }],
    [
      'ALIYUN_SMS_TEMPLATES has no alarm',
      { ...aliyun, ALIYUN_SMS_SIGN: '安居', ALIYUN_SMS_TEMPLATES: 'closed.en=S' },
    ],
    [
      'ALIYUN_VOICE_TEMPLATES has no bye.zh-CN',
      { ...aliyun, ALIYUN_VOICE_SHOW_NUMBER: '0571', ALIYUN_VOICE_TEMPLATES: voice.replace(/,bye.*/, '') },
    ],
    ['ALIYUN_SMS_TEMPLATES is', { ...aliyun, ALIYUN_SMS_TEMPLATES: 'alarm=SMS_1' }],
    ['SMTP_URL is (hidden)', { SMTP_URL: 'http://user:hidden@example.org', MAIL_FROM: 'a@b.org' }],
    ['ALLOW_LOOPBACK_TARGETS', { ALLOW_LOOPBACK_TARGETS: 'yes' }],
  ])('does not start by half: %s is named, and no secret is told', (named, env) => {
    expect(() => channels(env)).toThrow(named);
    expect(() => channels(env)).not.toThrow(/very secret|user:hidden/);
  });
});
