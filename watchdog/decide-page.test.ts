import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decidePage, problemsAt, type PageTimings, type WatchState } from './decide-page.ts';

const TIMINGS: PageTimings = {
  canarySilentMs: 120_000,
  sweepSilentMs: 10_000,
  notReadyMs: 120_000,
  repeatMs: 300_000,
  settleMs: 60_000,
};
const fresh: WatchState = {
  startedAt: 0,
  sweep: { answering: true, heardAt: 0, everHeard: true },
};

/** Looks every second; `at` says what the watchdog sees then. */
function watch(seconds: number, at: (now: number) => Partial<WatchState>): [second: number, said: string][] {
  const said: [number, string][] = [];
  let outage: WatchState['outage'];
  for (let now = 0; now <= seconds * 1_000; now += 1_000) {
    const decision = decidePage({ ...fresh, ...at(now), outage }, now, TIMINGS);
    outage = decision.outage;
    if (decision.say !== 'nothing') said.push([now / 1_000, decision.say]);
  }
  return said;
}
const sweeping = (now: number) => ({ sweep: { answering: true, heardAt: now, everHeard: true } });
const proven = (now: number) => ({ ...sweeping(now), canaryProvenAt: now });

describe('people are called', () => {
  it('when no press was ever seen to get through, two minutes after the start', () => {
    expect(watch(200, sweeping)).toEqual([[120, 'page']]);
  });

  it('when the sweeper is silent for ten seconds, and not while the database does not answer', () => {
    expect(watch(15, () => ({ canaryProvenAt: 0 }))).toEqual([[10, 'page']]);
    const away = { answering: false, heardAt: 0, everHeard: true };
    expect(watch(100, () => ({ canaryProvenAt: 0, sweep: away }))).toEqual([]);
  });

  it('not for a sweeper that may still be starting', () => {
    const starting = { answering: true, heardAt: 0, everHeard: false };
    expect(watch(130, (now) => ({ canaryProvenAt: now, sweep: starting }))).toEqual([[120, 'page']]);
  });

  it('when alerting is not ready for two minutes', () => {
    expect(watch(200, (now) => ({ ...proven(now), alertingNotReadySince: 10_000 }))).toEqual([[130, 'page']]);
  });

  it('again every five minutes, until it has been over for a minute, and then told so once', () => {
    const until = 700_000;
    expect(watch(2_000, (now) => (now < until ? sweeping(now) : proven(now)))).toEqual([
      [120, 'page'],
      [420, 'page'],
      [760, 'well'],
    ]);
  });

  it('not again for what comes and goes: it is one outage until it stays away', () => {
    const flapping = (now: number) => (now < 140_000 || now % 40_000 < 20_000 ? sweeping(now) : proven(now));
    const said = watch(1_000, (now) => ({ ...flapping(now), alertingNotReadySince: undefined }));
    expect(said.map(([, what]) => what)).not.toContain('well');
  });
});

describe('whatever happens', () => {
  const seen = fc.record({
    /** how long until the next one, s */
    lasts: fc.integer({ min: 1, max: 400 }),
    canary: fc.boolean(),
    sweep: fc.constantFrom('heard', 'silent', 'database away'),
    alerting: fc.boolean(),
  });

  it('nobody is left unaware while something is wrong, nor told more often than the repeat', () => {
    fc.assert(
      fc.property(fc.array(seen, { minLength: 1, maxLength: 12 }), (phases) => {
        let state: WatchState = fresh;
        let now = 0;
        let pagedAt: number | undefined;
        for (const phase of phases) {
          for (let second = 0; second < phase.lasts; second += 5, now += 5_000) {
            state = {
              ...state,
              canaryProvenAt: phase.canary ? now : state.canaryProvenAt,
              sweep: {
                answering: phase.sweep !== 'database away',
                heardAt: phase.sweep === 'heard' ? now : state.sweep.heardAt,
                everHeard: true,
              },
              alertingNotReadySince: phase.alerting ? undefined : (state.alertingNotReadySince ?? now),
            };
            const wrong = problemsAt(state, now, TIMINGS).length > 0;
            const decision = decidePage(state, now, TIMINGS);
            state = { ...state, outage: decision.outage };
            if (decision.say === 'page') {
              expect(wrong).toBe(true);
              if (pagedAt !== undefined) expect(now - pagedAt).toBeGreaterThanOrEqual(TIMINGS.repeatMs);
              pagedAt = now;
            }
            if (decision.say === 'well') {
              expect(wrong).toBe(false);
              expect(pagedAt).toBeDefined();
              pagedAt = undefined;
            }
            if (wrong) {
              expect(pagedAt).toBeDefined();
              expect(now - (pagedAt ?? 0)).toBeLessThan(TIMINGS.repeatMs);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
