import { expect, it } from 'vitest';
import { clockTime, timeAgo } from './tell-time.ts';

const AT = '2026-11-21T19:12:00.000Z';
const at = (minutes: number) => Date.parse(AT) + minutes * 60_000;

it('tells the time of the home, wherever the reader is', () => {
  expect(clockTime(AT, 'Asia/Shanghai', 'zh-CN')).toBe('11月22日 03:12');
  expect(clockTime(AT, 'Asia/Shanghai', 'en')).toContain('03:12');
});

it('tells how long ago it was, and never a time to come', () => {
  expect(timeAgo(AT, at(5), 'en')).toBe('5 minutes ago');
  expect(timeAgo(AT, at(5), 'zh-CN')).toBe('5分钟前');
  expect(timeAgo(AT, at(180), 'en')).toBe('3 hours ago');
  expect(timeAgo(AT, at(0), 'en')).toBeUndefined();
  expect(timeAgo(AT, at(-30), 'en')).toBeUndefined();
});
