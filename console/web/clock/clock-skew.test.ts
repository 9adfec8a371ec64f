import { describe, expect, it } from 'vitest';
import { clockSkew } from './clock-skew.ts';

const noon = Date.parse('2026-03-01T12:00:00Z');
const header = 'Sun, 01 Mar 2026 12:00:00 GMT';

describe('the difference between the clocks', () => {
  it('is nothing when they agree within the coarseness of the header', () => {
    expect(clockSkew(header, noon - 900, noon + 1_100)).toBe(0);
  });
  it('is what a slow computer is behind', () => {
    expect(clockSkew(header, noon - 120_000, noon - 119_900)).toBe(120_450);
  });
  it('is never made up from a missing or broken header', () => {
    expect(clockSkew(null, noon, noon)).toBe(0);
    expect(clockSkew('soon', noon, noon)).toBe(0);
  });
});
