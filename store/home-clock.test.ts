import { expect, test } from 'vitest';
import { homeClock } from './home-clock.ts';

const at = (text: string): number => Date.parse(text);

test('the time of day is that of the home, and the next one may be tomorrow', () => {
  const hangzhou = homeClock('Asia/Shanghai');
  expect(hangzhou.minutesAt(at('2026-03-01T16:30:59Z'))).toBe(30);
  expect(hangzhou.next(480, at('2026-03-01T16:30:00Z'))).toBe(at('2026-03-02T00:00:00Z'));
  expect(hangzhou.next(480, at('2026-03-02T00:00:00Z'))).toBe(at('2026-03-02T00:00:00Z'));
  expect(hangzhou.next(480, at('2026-03-02T00:00:01Z'))).toBe(at('2026-03-03T00:00:00Z'));
});

test('eight in the morning stays eight where clocks are moved in the night', () => {
  const berlin = homeClock('Europe/Berlin');
  expect(berlin.next(480, at('2026-03-28T20:00:00Z'))).toBe(at('2026-03-29T06:00:00Z'));
  expect(berlin.next(480, at('2026-10-24T20:00:00Z'))).toBe(at('2026-10-25T07:00:00Z'));
});

test('a time zone nobody knows is read as UTC, and does not throw', () => {
  expect(homeClock('Mars/Olympus').minutesAt(at('2026-03-01T01:02:00Z'))).toBe(62);
});
