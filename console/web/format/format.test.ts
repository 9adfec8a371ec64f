import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageAt } from './age-at.ts';
import { formatElapsed } from './format-elapsed.ts';
import { formatTime } from './format-time.ts';
import { splitDuration } from './split-duration.ts';

describe('a running time', () => {
  it('reads as minutes and seconds, with hours when there are some', () => {
    expect(formatElapsed(42_900)).toBe('0:42');
    expect(formatElapsed(725_000)).toBe('12:05');
    expect(formatElapsed(11_220_000)).toBe('3:07:00');
  });
  it('is never negative when this clock is a little behind', () => {
    expect(formatElapsed(-3_000)).toBe('0:00');
  });
});

describe('a duration in words', () => {
  it('keeps the two largest units and leaves out what is nothing', () => {
    expect(splitDuration(8_105_000)).toEqual([
      { unit: 'h', count: 2 },
      { unit: 'min', count: 15 },
    ]);
    expect(splitDuration(3_600_000)).toEqual([{ unit: 'h', count: 1 }]);
    expect(splitDuration(400)).toEqual([{ unit: 's', count: 0 }]);
  });
  it('never says more than the duration is', () => {
    const size = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1_000 };
    fc.assert(
      fc.property(fc.nat(), (ms) => {
        const said = splitDuration(ms).reduce((sum, part) => sum + part.count * size[part.unit], 0);
        expect(said).toBeLessThanOrEqual(ms);
      }),
    );
  });
});

describe('a moment', () => {
  const at = Date.parse('2026-03-01T19:12:07Z');
  it('is told in the home’s time zone, not in this computer’s', () => {
    expect(formatTime(at, at, 'en', 'Asia/Shanghai')).toBe('03:12:07');
    expect(formatTime(at, at, 'zh-CN', 'Asia/Shanghai')).toBe('03:12:07');
  });
  it('has its day when it is not today there', () => {
    const morning = Date.parse('2026-03-02T16:30:00Z');
    expect(formatTime(at, morning, 'en', 'Asia/Shanghai')).toContain('Mar 2');
    expect(formatTime(at, morning, 'zh-CN', 'Asia/Shanghai')).toContain('3月2日');
  });
});

describe('an age', () => {
  const now = new Date(2026, 2, 1).getTime();
  it('counts full years only', () => {
    expect(ageAt('1940-03-01', now)).toBe(86);
    expect(ageAt('1940-03-02', now)).toBe(85);
  });
  it('is not guessed from what is no date', () => {
    expect(ageAt('about 1940', now)).toBeUndefined();
    expect(ageAt('2190-01-01', now)).toBeUndefined();
  });
});
