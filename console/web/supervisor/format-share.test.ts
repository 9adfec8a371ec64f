import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetHeld } from '../../../contracts/statistics.ts';
import { formatShare, shareOf } from './format-share.ts';

describe('a share', () => {
  it('reads as per cent with one decimal', () => {
    expect(formatShare(0.975, 'en')).toBe('97.5%');
    expect(formatShare(1, 'zh-CN')).toBe('100.0%');
    expect(formatShare(0, 'en')).toBe('0.0%');
  });
  it('of nothing is none, and holds no target', () => {
    expect(shareOf({ met: 0, of: 0 })).toBeUndefined();
    expect(targetHeld({ met: 0, of: 0 }, 0.975)).toBeUndefined();
  });
  it('never looks like the target where the target was missed', () => {
    expect(formatShare(0.97499, 'en')).toBe('97.4%');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.nat(100_000), (of, some) => {
        const counted = { met: Math.min(of, some), of };
        if (targetHeld(counted, 0.975) !== false) return;
        expect(Number.parseFloat(formatShare(shareOf(counted) ?? 0, 'en'))).toBeLessThan(97.5);
      }),
    );
  });
});
