import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Priority } from '../contracts/alarm.ts';
import { retryDelay } from './retry-delay.ts';

describe('the wait before the next attempt', () => {
  it('doubles, and for life safety never exceeds 19 s', () => {
    const middle = (attempt: number): number => retryDelay(attempt, 1, () => 0.5);
    expect([1, 2, 3, 4, 5, 6, 100].map(middle)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 15_000, 15_000]);
    expect(retryDelay(1_000, 1, () => 1)).toBeLessThan(19_000);
  });

  it('stays within a quarter of the plan, whatever the dice say, and is never 0', () => {
    const dice = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5_000 }),
        fc.constantFrom<Priority>(1, 2, 3),
        dice,
        (n, p, roll) => {
          const plan = retryDelay(n, p, () => 0.5);
          const wait = retryDelay(n, p, () => roll);
          expect(wait).toBeGreaterThanOrEqual(Math.floor(plan * 0.75));
          expect(wait).toBeLessThanOrEqual(Math.ceil(plan * 1.25));
          expect(wait).toBeGreaterThan(0);
        },
      ),
    );
  });
});
