import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composePlatformMessage } from '../channels/compose-platform-message.ts';
import { LOCALES } from '../contracts/notification.ts';
import { composeNews, type NewsInput } from './compose-news.ts';
import { WATCHED } from './name-broken.ts';

const outage = { since: 0, pagedAt: 0, problems: ['canary_silent', 'sweep_silent'] as const };
const input: NewsInput = {
  say: 'page',
  outage,
  broken: ['ingest'],
  press: 'incident',
  at: new Date('2026-03-01T19:12:00Z'),
};
const said = (more: Partial<NewsInput> = {}) =>
  LOCALES.map((locale) =>
    composePlatformMessage({
      locale,
      news: composeNews({ ...input, ...more }, locale),
      createdAt: '2026-03-01T19:14:00.000Z',
    }),
  );

describe('the platform contacts', () => {
  it('are told what is broken, in both languages, in the time of the homes', () => {
    const [chinese, english] = said();
    expect(chinese?.title).toBe('请马上检查平台：报警可能送不到（读数分析ingest）');
    expect(chinese?.text).toContain('03:12');
    expect(chinese?.text).toContain('按压没有产生警情。报警升级已停止。');
    expect(english?.title).toBe('Check the platform at once: alarms may not get through (ingest)');
    expect(english?.text).toContain(
      'Not answering: ingest. Presses open no incident. escalation has stopped.',
    );
  });

  it('are told that it is over', () => {
    expect(said({ say: 'well', broken: [] }).map(({ title }) => title)).toEqual([
      '平台已恢复：报警链路正常',
      'The platform is well again: alarms get through',
    ]);
  });

  it('never get a message without a broken part that is known', () => {
    fc.assert(
      fc.property(fc.subarray([...WATCHED]), (broken) => {
        for (const { text } of said({ broken })) for (const part of broken) expect(text).toContain(part);
      }),
    );
  });
});
