import { expect, it } from 'vitest';
import { dutyBodies } from './duty-bodies.ts';
import { weekOf } from './week-of.ts';

const ZONE = 'Asia/Shanghai';
const filled = { userId: 'u1', day: '2026-02-27' };
const there = (text: string) => new Date(`${text}+08:00`).toISOString();

it('a night shift ends on the next day, also at the end of a month, and comes back on as many days as asked', () => {
  expect(dutyBodies({ ...filled, from: '20:00', to: '08:00', days: '3' }, ZONE)).toEqual([
    { userId: 'u1', startsAt: there('2026-02-27T20:00'), endsAt: there('2026-02-28T08:00') },
    { userId: 'u1', startsAt: there('2026-02-28T20:00'), endsAt: there('2026-03-01T08:00') },
    { userId: 'u1', startsAt: there('2026-03-01T20:00'), endsAt: there('2026-03-02T08:00') },
  ]);
});

it('a day shift ends on the same day, and one that ends when it begins is a whole day', () => {
  expect(dutyBodies({ ...filled, from: '08:00', to: '20:00' }, ZONE)).toEqual([
    { userId: 'u1', startsAt: there('2026-02-27T08:00'), endsAt: there('2026-02-27T20:00') },
  ]);
  expect(dutyBodies({ ...filled, from: '08:00', to: '08:00' }, ZONE)[0]?.endsAt).toBe(
    there('2026-02-28T08:00'),
  );
});

it('the hours are those of the homes’ clocks, not of this computer’s', () => {
  const [abroad] = dutyBodies({ ...filled, from: '08:00', to: '20:00' }, 'America/New_York');
  expect(abroad).toMatchObject({ startsAt: '2026-02-27T13:00:00.000Z', endsAt: '2026-02-28T01:00:00.000Z' });
});

it('a week goes from Monday to Monday, whatever its day, by the clock of the zone', () => {
  for (const day of ['2026-03-02T00:00', '2026-03-05T12:00', '2026-03-08T23:59']) {
    const week = weekOf(Date.parse(there(day)), 0, ZONE);
    expect(week[0]).toBe(Date.parse(there('2026-03-02T00:00')));
    expect(week).toHaveLength(8);
  }
  expect(weekOf(Date.parse(there('2026-03-05T12:00')), -1, ZONE)[7]).toBe(
    Date.parse(there('2026-03-02T00:00')),
  );
  const [sunday = 0, monday = 0] = weekOf(Date.parse('2026-03-26T12:00Z'), 0, 'Europe/London').slice(6);
  expect((monday - sunday) / 3_600_000, 'clocks go on an hour').toBe(23);
});
