import { describe, expect, it } from 'vitest';
import { parseConfig } from '../service/parse-config.ts';
import { watchdogConfigSchema } from './config.ts';
import { waysTo } from './platform-contacts.ts';

const read = (env: Record<string, string>) =>
  parseConfig(watchdogConfigSchema, { REDIS_URL: 'redis://r', DATABASE_URL: 'postgres://p', ...env });
const ways = (env: Record<string, string>) => {
  const config = read(env);
  return waysTo(config.PLATFORM_CONTACTS, config);
};
const MAIL = { SMTP_URL: 'smtp://m', MAIL_FROM: 'anju@example.org' };
const ALIYUN = {
  ALIYUN_ACCESS_KEY_ID: 'id',
  ALIYUN_ACCESS_KEY_SECRET: 'key',
  ALIYUN_SMS_SIGN: 'sign',
  ALIYUN_SMS_TEMPLATES: 'alarm.zh-CN=SMS_1,platform.zh-CN=SMS_2',
};

describe('the platform contacts', () => {
  it('are reached by every way that is configured for them', () => {
    const PLATFORM_CONTACTS = 'mailto:ops@example.org, tel:+86 138 0000 0000,https://example.org/hook';
    const all = { ...MAIL, ...ALIYUN, PLATFORM_CONTACTS, PLATFORM_WEBHOOK_SECRET: 'a secret of some length' };
    expect(ways(all).map(({ channel }) => channel)).toEqual(['email', 'sms', 'webhook']);
  });

  it('may be nobody, which is a warning and no error', () => {
    expect(ways({})).toEqual([]);
  });

  it.each([
    ['mailto:ops@example.org', /mailto: address, which nothing can reach: set SMTP_URL/],
    ['tel:+8613800000000', /tel: address, which nothing can reach: set ALIYUN_/],
    ['https://example.org/hook', /https: address, which nothing can reach: set PLATFORM_WEBHOOK_SECRET/],
  ])('end the start where nothing could ever reach them: %s', (PLATFORM_CONTACTS, message) => {
    expect(() => ways({ PLATFORM_CONTACTS })).toThrow(message);
  });

  it.each(['ops@example.org', 'tel:soon', 'mailto:', 'ftp://example.org'])(
    'are refused when they are no address: %s',
    (PLATFORM_CONTACTS) => {
      expect(() => read({ PLATFORM_CONTACTS })).toThrow(/PLATFORM_CONTACTS is .*must be mailto:/);
    },
  );
});

it('a silence shorter than two presses is refused: every late press would call people', () => {
  expect(() => read({ CANARY_EVERY_MS: '60000', CANARY_SILENT_MS: '90000' })).toThrow(
    /CANARY_SILENT_MS is "90000": must be at least twice/,
  );
});
