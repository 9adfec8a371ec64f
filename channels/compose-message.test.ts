import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALARM_TYPES, priorityOf } from '../contracts/alarm.ts';
import { DISPOSITIONS } from '../contracts/incident.ts';
import { LOCALES, PURPOSES, type Locale, type Occurrence } from '../contracts/notification.ts';
import { composeMessage } from './compose-message.ts';
import { composePlatformMessage } from './compose-platform-message.ts';
import { SMS_VARIABLE_MAX } from './sms-variable.ts';
import { textsIn } from './texts-in.ts';

const createdAt = '2026-03-01T19:12:30.000Z';
const occurrence: Occurrence = {
  incidentId: '0195-1',
  type: 'sos',
  priority: 1,
  openedAt: '2026-03-01T19:12:00.000Z',
  timezone: 'Asia/Shanghai',
  address: '杭州市拱墅区文三路12号3单元501室',
  areaName: '文晖街道',
  residents: ['张桂芳'],
  room: '卧室',
  keyHolder: '王丽',
};
const link = `https://anju.example.org/a/${'t'.repeat(32)}`;

describe('what somebody is told who is asked by name to go', () => {
  const asked: Occurrence = {
    ...occurrence,
    sentBy: '李敏',
    order: '20260302-0007',
    instructions: '请带备用钥匙',
  };
  const message = (locale: Locale, more: Partial<Occurrence> = {}) =>
    composeMessage({ purpose: 'dispatch', locale, createdAt, occurrence: { ...asked, ...more }, link });

  it('says who asks, where to go, what to do there, and the number of the order', () => {
    for (const locale of LOCALES) {
      const { title, text, short, spoken, smsParams } = message(locale);
      expect(title).toContain('李敏');
      for (const form of [text, short, spoken]) {
        expect(form).toContain('李敏');
        expect(form).toContain('文三路12号');
        expect(form).toContain('请带备用钥匙');
      }
      expect(text).toContain('20260302-0007');
      expect(text).toContain(link);
      expect(smsParams).toMatchObject({ who: '李敏', todo: '请带备用钥匙', name: '张桂芳' });
    }
  });

  it('has all that the template of an alarm needs, for who has none for it', () => {
    const alarm = composeMessage({ purpose: 'alarm', locale: 'zh-CN', createdAt, occurrence, link });
    expect(Object.keys(message('zh-CN').smsParams)).toEqual(
      expect.arrayContaining(Object.keys(alarm.smsParams)),
    );
    expect(Object.keys(message('zh-CN').voiceParams)).toEqual(
      expect.arrayContaining(Object.keys(alarm.voiceParams)),
    );
  });

  it('leaves long instructions to the link rather than send two paid messages', () => {
    const { short, text, smsParams } = message('zh-CN', { instructions: '看看'.repeat(100) });
    expect(short).toContain('文三路12号');
    expect(Array.from(short).length).toBeLessThanOrEqual(70);
    expect(text).toContain('看看'.repeat(100));
    expect(Array.from(smsParams['todo'] ?? '').length).toBeLessThanOrEqual(SMS_VARIABLE_MAX);
  });

  it('names the centre where who sent them is no longer known', () => {
    const { sentBy: _gone, ...rest } = asked;
    const { title } = composeMessage({ purpose: 'dispatch', locale: 'zh-CN', createdAt, occurrence: rest });
    expect(title).toContain('值班中心');
  });
});

describe('what a person is told', () => {
  it.each(ALARM_TYPES)('begins with the one thing to do: %s', (type) => {
    for (const locale of LOCALES) {
      const { title, text, short, spoken } = composeMessage({
        purpose: 'alarm',
        locale,
        createdAt,
        occurrence: { ...occurrence, type, priority: priorityOf(type) },
      });
      const doNow = textsIn(locale).doNow[type];
      for (const form of [title, text, short, spoken]) expect(form.startsWith(doNow)).toBe(true);
    }
  });

  it('tells the time by the clock of the home, not by ours', () => {
    const { short, text } = composeMessage({ purpose: 'alarm', locale: 'zh-CN', createdAt, occurrence });
    expect(short).toContain('03:12');
    expect(text).toContain('2026年3月2日 03:12');
  });

  it('says UTC rather than nothing where the timezone does not exist', () => {
    const nowhere = { ...occurrence, timezone: 'Asia/Nowhere' };
    expect(composeMessage({ purpose: 'alarm', locale: 'en', createdAt, occurrence: nowhere }).text).toContain(
      '1 Mar 2026 19:12 UTC',
    );
  });

  it('fits one Chinese text message of 70 characters for an ordinary home', () => {
    for (const type of ALARM_TYPES) {
      const { short } = composeMessage({
        purpose: 'alarm',
        locale: 'zh-CN',
        createdAt,
        occurrence: { ...occurrence, type },
      });
      expect(Array.from(short).length).toBeLessThanOrEqual(70);
      expect(short).toContain(occurrence.address);
    }
  });

  it('never cuts an address, however long it is', () => {
    const address = `${'很长的路名'.repeat(20)}1号`;
    const { short, text } = composeMessage({
      purpose: 'alarm',
      locale: 'zh-CN',
      createdAt,
      occurrence: { ...occurrence, address },
    });
    expect(short).toContain(address);
    expect(text).toContain(address);
  });

  it('never gives a template variable that Aliyun refuses, and keeps the door of a Chinese address', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
      fc.constantFrom('长', '路', '1'),
    );
    const text = fc.string({ unit, maxLength: 120 });
    fc.assert(
      fc.property(
        text,
        fc.array(text, { maxLength: 3 }),
        fc.constantFrom(...PURPOSES),
        (address, residents, purpose) => {
          const { smsParams, voiceParams } = composeMessage({
            purpose,
            locale: 'zh-CN',
            createdAt,
            occurrence: { ...occurrence, address, residents },
            link,
          });
          for (const value of [...Object.values(smsParams), ...Object.values(voiceParams)]) {
            expect(Array.from(value).length).toBeGreaterThan(0);
            expect(Array.from(value).length).toBeLessThanOrEqual(SMS_VARIABLE_MAX);
            expect(value).not.toMatch(/[【】\p{Cc}]/u);
          }
        },
      ),
    );
    const long = { ...occurrence, address: `浙江省杭州市拱墅区${'长'.repeat(30)}文三路12号3单元501室` };
    expect(
      composeMessage({ purpose: 'alarm', locale: 'zh-CN', createdAt, occurrence: long }).smsParams.address,
    ).toMatch(/12号3单元501室$/);
  });

  it('has the link as a token for text messages, whose template holds the site', () => {
    const message = composeMessage({ purpose: 'alarm', locale: 'zh-CN', createdAt, occurrence, link });
    expect(message.smsParams).toEqual({
      what: '一键呼叫',
      time: '03:12',
      address: occurrence.address,
      name: '张桂芳',
      token: 't'.repeat(32),
    });
    expect(message.text).toContain(link);
    expect(message.html).toContain(`href="${link}"`);
  });

  it('says who is going, and how it ended', () => {
    const say = (purpose: 'stand_down' | 'closed', locale: Locale): string =>
      composeMessage({
        purpose,
        locale,
        createdAt,
        occurrence: { ...occurrence, takenBy: '李强', disposition: 'false_alarm' },
      }).text;
    expect(say('stand_down', 'zh-CN')).toContain('李强已接手，您不用再去');
    expect(say('stand_down', 'en')).toContain('李强 has it');
    expect(say('closed', 'zh-CN')).toMatch(/不用再去.*误报/);
    expect(say('closed', 'en')).toMatch(/false alarm.*Nobody need go any more/);
    for (const disposition of DISPOSITIONS) expect(textsIn('en').outcome[disposition]).not.toBe('');
  });

  it('lists every device of a bundled work order', () => {
    const more = [{ ...occurrence, type: 'offline' as const, address: '文三路14号', room: '厨房' }];
    const message = composeMessage({
      purpose: 'work_order',
      locale: 'zh-CN',
      createdAt,
      occurrence: { ...occurrence, type: 'low_battery', priority: 3 },
      more,
    });
    expect(message.text).toContain('设备电量低');
    expect(message.text).toContain('文三路14号(厨房)：设备离线');
    expect(message.smsParams['count']).toBe('2');
  });

  it('is marked as a test before anything else, also in the variables of a template', () => {
    for (const locale of LOCALES) {
      const message = composeMessage({ purpose: 'alarm', locale, createdAt, occurrence, test: true });
      const mark = textsIn(locale).testMark;
      for (const form of [message.title, message.text, message.short, message.spoken]) {
        expect(form.startsWith(mark)).toBe(true);
      }
      expect(message.smsParams['what']?.startsWith(mark.trim())).toBe(true);
    }
  });

  it('does not let what people typed become markup in a mail', () => {
    const { html } = composeMessage({
      purpose: 'alarm',
      locale: 'en',
      createdAt,
      occurrence: { ...occurrence, residents: ['<img src=x>'], room: '"&' },
    });
    expect(html).not.toContain('<img');
    expect(html).toContain('&lt;img src=x&gt;');
  });

  it('has the same sentences in both languages', () => {
    const shape = (value: object): string[] =>
      Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
        typeof inner === 'object' && inner !== null ? shape(inner).map((rest) => `${key}.${rest}`) : [key],
      );
    expect(shape(textsIn('en')).sort()).toEqual(shape(textsIn('zh-CN')).sort());
  });
});

describe('what the platform says about itself', () => {
  it('is as urgent as life safety, and says since when in the local time', () => {
    const news = {
      state: 'down' as const,
      what: '2分钟没有收到巡检报警',
      since: '2026-03-01T19:12:00.000Z',
      timezone: 'Asia/Shanghai',
      detail: 'Redis 没有回答',
    };
    const message = composePlatformMessage({ locale: 'zh-CN', news, createdAt });
    expect(message).toMatchObject({ priority: 1, title: '请马上检查平台：2分钟没有收到巡检报警' });
    expect(message.text).toContain('2026年3月2日 03:12');
    expect(message.text).toContain('Redis 没有回答');
    const well = composePlatformMessage({
      locale: 'en',
      news: { ...news, state: 'well', what: 'canary' },
      createdAt,
    });
    expect(well.title).toBe('The platform is well again: canary');
  });
});
