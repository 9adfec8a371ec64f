import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { monthSpan } from './month-span.ts';

describe('a month', () => {
  it('begins and ends at midnight of the place, not of this computer', () => {
    expect(monthSpan('2026-11', 'Asia/Shanghai')).toEqual({
      from: new Date('2026-10-31T16:00:00Z'),
      to: new Date('2026-11-30T16:00:00Z'),
    });
  });
  it('is an hour shorter or longer where the clocks are changed in it', () => {
    const hours = (month: string) => {
      const { from, to } = monthSpan(month, 'Europe/London');
      return (to.getTime() - from.getTime()) / 3_600_000;
    };
    expect(hours('2026-03')).toBe(31 * 24 - 1);
    expect(hours('2026-10')).toBe(31 * 24 + 1);
    expect(hours('2024-02')).toBe(29 * 24);
  });
  it('leaves no moment out and counts none twice: each begins where the one before ends', () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/London',
      'America/New_York',
      'Asia/Kathmandu',
      'UTC',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 1_199 }), (zone, n) => {
        const name = (m: number) => `${2000 + Math.floor(m / 12)}-${String((m % 12) + 1).padStart(2, '0')}`;
        expect(monthSpan(name(n), zone).to).toEqual(monthSpan(name(n + 1), zone).from);
      }),
    );
  });
  it('is one of UTC where nobody knows the time zone, rather than none', () => {
    expect(monthSpan('2026-11', 'Mars/Base').from).toEqual(new Date('2026-11-01T00:00:00Z'));
  });
});
