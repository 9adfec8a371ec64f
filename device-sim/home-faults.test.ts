import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockOf, isTroubled, outages, shownBy, weakBatteryAt } from './home-faults.ts';

const HOUR = 3_600_000;
const moment = fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2028, 0, 1) });

describe('a home that has it hard', () => {
  test('loses its connection now and then, never twice at once, and any stretch of time tells the same', () => {
    fc.assert(
      fc.property(fc.string(), moment, fc.integer({ min: 0, max: 6 * HOUR }), (seed, from, cut) => {
        const all = outages(seed, from, from + 6 * HOUR);
        expect([...outages(seed, from, from + cut), ...outages(seed, from + cut, from + 6 * HOUR)]).toEqual(
          all,
        );
        for (const [n, { from: began, to }] of all.entries()) {
          expect(to - began).toBeGreaterThanOrEqual(2_000);
          expect(all[n + 1]?.from ?? Infinity).toBeGreaterThan(to);
        }
        expect(all.length).toBeGreaterThan(20);
      }),
    );
  });

  test('is one of about as many as asked for, and always the same', () => {
    const seeds = Array.from({ length: 2000 }, (_, n) => `home ${n}`);
    const share = seeds.filter((seed) => isTroubled(seed, 0.2)).length / seeds.length;
    expect(share).toBeGreaterThan(0.17);
    expect(share).toBeLessThan(0.23);
    expect(seeds.some((seed) => isTroubled(seed, 0))).toBe(false);
    expect(seeds.every((seed) => isTroubled(seed, 1))).toBe(true);
    // More trouble is more homes, never others.
    expect(seeds.every((seed) => !isTroubled(seed, 0.2) || isTroubled(seed, 0.5))).toBe(true);
  });

  test('has clocks of each kind, which go on at their own place: hours behind, ahead, 1970, 2000', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(fc.string(), fc.string(), moment, (seed, key, at) => {
        const clock = clockOf(seed, key);
        expect(clockOf(seed, key)).toEqual(clock);
        const shown = shownBy(clock, at);
        const year = new Date(shown).getUTCFullYear();
        kinds.add(clock.kind === 'never' ? String(year) : clock.kind);
        if (clock.kind === 'right') expect(shown).toBe(at);
        if (clock.kind === 'behind') expect(at - shown).toBeGreaterThanOrEqual(HOUR);
        // CONTRACT: more than 5 min ahead, and the server's time is used.
        if (clock.kind === 'ahead') expect(shown - at).toBeGreaterThan(5 * 60_000);
        // What lies in 1970 must not read as seconds of a later year.
        if (clock.kind === 'never') expect(shown * 1000 < Date.UTC(2001, 0, 1) || year === 2000).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect([...kinds].sort()).toEqual(['1970', '2000', 'ahead', 'behind', 'right']);
  });

  test('has batteries that run down to low and are replaced, and good ones', () => {
    const keys = Array.from({ length: 60 }, (_, n) => `device ${n}`);
    const weak = keys.filter((key) => weakBatteryAt('home', key, 0) !== undefined);
    expect(weak.length).toBeGreaterThan(8);
    expect(weak.length).toBeLessThan(35);
    for (const key of weak) {
      const hourly = Array.from({ length: 96 }, (_, n) => weakBatteryAt('home', key, n * HOUR));
      const low = hourly.filter((state) => state?.low === true);
      expect(low.length).toBeGreaterThan(5);
      // Shorter than a day: an alarm that goes on is raised again only daily.
      expect(low.length).toBeLessThan(24);
      expect(hourly.every((state) => state !== undefined && state.low === state.battery <= 10)).toBe(true);
    }
  });
});
