import { expect, it } from 'vitest';
import { falseAlarms } from './false-alarms.ts';

const from = new Date('2026-11-01T00:00:00Z');
const to = new Date('2026-11-29T00:00:00Z');

it('counts false alarms per home and week, and never a test', () => {
  const counts = [
    { type: 'inactivity' as const, disposition: 'false_alarm' as const, count: 8 },
    { type: 'inactivity' as const, disposition: 'assistance' as const, count: 2 },
    { type: 'inactivity' as const, disposition: 'test' as const, count: 90 },
    { type: 'sos' as const, count: 1 },
  ];
  expect(falseAlarms(counts, { homes: 20, from, to, now: to.getTime() })).toEqual([
    { type: 'sos', incidents: 1, falseAlarms: 0, perHomeWeek: 0 },
    { type: 'inactivity', incidents: 10, falseAlarms: 8, perHomeWeek: 0.1 },
  ]);
});

it('divides by the weeks that have passed, not by those to come, and by no home says nothing', () => {
  const counts = [{ type: 'inactivity' as const, disposition: 'false_alarm' as const, count: 8 }];
  const week = Date.parse('2026-11-08T00:00:00Z');
  expect(falseAlarms(counts, { homes: 8, from, to, now: week })[0]?.perHomeWeek).toBe(1);
  expect(falseAlarms(counts, { homes: 0, from, to, now: week })[0]).not.toHaveProperty('perHomeWeek');
});
