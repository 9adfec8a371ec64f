import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dutyGaps } from './duty-gaps.ts';

const HOUR = 3_600_000;
const duty = (from: number, hours: number) => ({
  startsAt: new Date(from * HOUR).toISOString(),
  endsAt: new Date((from + hours) * HOUR).toISOString(),
});
const week = { from: 0, to: 168 * HOUR };

it('an empty roster is one gap, and shifts that meet leave none between them', () => {
  expect(dutyGaps([], week)).toEqual([week]);
  expect(dutyGaps([duty(12, 12), duty(-4, 16), duty(24, 200)], week)).toEqual([]);
  expect(dutyGaps([duty(8, 8), duty(20, 4)], { from: 0, to: 24 * HOUR })).toEqual([
    { from: 0, to: 8 * HOUR },
    { from: 16 * HOUR, to: 20 * HOUR },
  ]);
});

it('says of each hour either that somebody is there or that it is a gap, never both and never neither', () => {
  const roster = fc.array(
    fc
      .tuple(fc.integer({ min: -24, max: 180 }), fc.integer({ min: 1, max: 24 }))
      .map(([at, h]) => duty(at, h)),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(roster, fc.nat(167), (shifts, hour) => {
      const at = hour * HOUR;
      const isCovered = shifts.some(
        ({ startsAt, endsAt }) => Date.parse(startsAt) <= at && at < Date.parse(endsAt),
      );
      const isGap = dutyGaps(shifts, week).some(({ from, to }) => from <= at && at < to);
      expect(isGap).toBe(!isCovered);
    }),
  );
});
