import { expect, it } from 'vitest';
import { dutyBodies } from './duty-bodies.ts';
import { weekOf } from './week-of.ts';

const filled = { userId: 'u1', day: '2026-02-27' };
const local = (text: string) => new Date(text).toISOString();

it('a night shift ends on the next day, also at the end of a month, and comes back on as many days as asked', () => {
  expect(dutyBodies({ ...filled, from: '20:00', to: '08:00', days: '3' })).toEqual([
    { userId: 'u1', startsAt: local('2026-02-27T20:00'), endsAt: local('2026-02-28T08:00') },
    { userId: 'u1', startsAt: local('2026-02-28T20:00'), endsAt: local('2026-03-01T08:00') },
    { userId: 'u1', startsAt: local('2026-03-01T20:00'), endsAt: local('2026-03-02T08:00') },
  ]);
});

it('a day shift ends on the same day, and one that ends when it begins is a whole day', () => {
  expect(dutyBodies({ ...filled, from: '08:00', to: '20:00' })).toEqual([
    { userId: 'u1', startsAt: local('2026-02-27T08:00'), endsAt: local('2026-02-27T20:00') },
  ]);
  expect(dutyBodies({ ...filled, from: '08:00', to: '08:00' })[0]?.endsAt).toBe(local('2026-02-28T08:00'));
});

it('a week goes from Monday to Monday, whatever its day', () => {
  for (const day of ['2026-03-02', '2026-03-05', '2026-03-08']) {
    const week = weekOf(Date.parse(`${day}T12:00`), 0);
    expect(week[0]).toBe(new Date('2026-03-02T00:00').getTime());
    expect(week).toHaveLength(8);
  }
  expect(weekOf(Date.parse('2026-03-05T12:00'), -1)[7]).toBe(new Date('2026-03-02T00:00').getTime());
});
