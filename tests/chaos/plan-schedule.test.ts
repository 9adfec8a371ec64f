import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, faultKey } from './fault.ts';
import { planSchedule } from './plan-schedule.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe('a schedule of faults', () => {
  it('is the same for the same seed, and another for another', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const one = planSchedule({ seed, minutes: 3 });
        expect(planSchedule({ seed, minutes: 3 })).toEqual(one);
        expect(planSchedule({ seed: seed + 1, minutes: 3 }).faults).not.toEqual(one.faults);
      }),
      { numRuns: 50 },
    );
  });

  it('of three minutes has every kind of fault', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const kinds = new Set(planSchedule({ seed, minutes: 3 }).faults.map(({ kind }) => kind));
        expect(FAULT_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('of three minutes kills every service and every store', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const killed = new Set(
          planSchedule({ seed, minutes: 3 }).faults.flatMap((fault) =>
            fault.kind === 'kill' || fault.kind === 'kill_both'
              ? faultKey(fault).map((name) => name.replace(/-\d$/, ''))
              : [],
          ),
        );
        expect([...killed].sort()).toEqual(
          ['alerting', 'broker', 'console', 'influx', 'ingest', 'postgres', 'redis', 'watchdog'].sort(),
        );
      }),
      { numRuns: 500, examples: [[642035192]] },
    );
  });

  it('never has more faults at once than allowed, nor two of the same thing', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom(1, 3, 8),
        (seed, atOnce, minutes) => {
          const { faults } = planSchedule({ seed, minutes, atOnce });
          for (const fault of faults) {
            const beside = faults.filter(({ at, forMs }) => at <= fault.at && at + forMs > fault.at);
            expect(beside.length).toBeLessThanOrEqual(atOnce);
            const keys = beside.flatMap(faultKey);
            expect(new Set(keys).size).toBe(keys.length);
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('begins calm and ends with a quiet minute, in which no fault even lasts', () => {
    fc.assert(
      fc.property(seeds, fc.constantFrom(0.5, 1, 3, 12), (seed, minutes) => {
        const { faults, calmUntil, quietFrom, lengthMs } = planSchedule({ seed, minutes });
        expect(lengthMs - quietFrom).toBe(minutes >= 3 ? 60_000 : (minutes * 60_000) / 3);
        for (const { at, forMs } of faults) {
          expect(at).toBeGreaterThanOrEqual(calmUntil);
          expect(at + forMs).toBeLessThanOrEqual(quietFrom);
        }
      }),
      { numRuns: 100 },
    );
  });
});
