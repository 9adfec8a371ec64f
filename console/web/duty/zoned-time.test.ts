import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantAt, wallTimeAt } from './zoned-time.ts';

it('says what the clock of the zone says, wherever this computer stands', () => {
  const midnight = Date.parse('2026-02-28T16:00:00Z');
  expect(wallTimeAt(midnight, 'Asia/Shanghai')).toEqual({ year: 2026, month: 3, day: 1, hour: 0, minute: 0 });
  expect(wallTimeAt(midnight, 'America/New_York')).toMatchObject({ month: 2, day: 28, hour: 11 });
});

it('finds every minute of every zone again, also where clocks change', () => {
  const zones = ['Asia/Shanghai', 'Asia/Urumqi', 'Europe/London', 'America/St_Johns', 'UTC'];
  const minute = fc.integer({ min: Date.UTC(2025, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 });
  fc.assert(
    fc.property(minute, fc.constantFrom(...zones), (minutes, zone) => {
      const wall = wallTimeAt(minutes * 60_000, zone);
      // An hour that clocks have twice is found, but perhaps the other of the two.
      expect(wallTimeAt(instantAt(wall, zone), zone)).toEqual(wall);
    }),
  );
});
