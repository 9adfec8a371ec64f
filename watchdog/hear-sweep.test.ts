import { describe, expect, it } from 'vitest';
import { hearSweep, type SweepHeard } from './hear-sweep.ts';

const START: SweepHeard = { answering: false, heardAt: 0, everHeard: false };
const heard = (...looks: [now: number, ages: number[] | undefined][]): SweepHeard =>
  looks.reduce((before, [now, ages]) => hearSweep(before, ages, now), START);

describe('the sweeper', () => {
  it('was heard when its newest heartbeat was written', () => {
    expect(heard([50_000, [60_000, 300, 9_000]])).toEqual({
      answering: true,
      heardAt: 50_000,
      everHeard: true,
    });
    expect(heard([50_000, [300]], [60_000, [2_000]]).heardAt).toBe(58_000);
  });

  it('is silent from its last heartbeat on, although an older process has left one', () => {
    expect(heard([1_000, [0]], [5_000, [4_000]], [30_000, [29_000, 90_000]]).heardAt).toBe(1_000);
  });

  it('is not blamed for the time in which the database was away', () => {
    const { heardAt, answering } = heard([1_000, [0]], [20_000, undefined], [60_000, [59_000]]);
    expect({ heardAt, answering }).toEqual({ heardAt: 60_000, answering: true });
  });

  it('is not heard by a heartbeat of the future, from before the clock was set back', () => {
    expect(heard([1_000, [0]], [20_000, [-3_600_000]]).heardAt).toBe(1_000);
  });

  it('is not silent because the clock was set forward, as long as it goes on', () => {
    expect(heard([1_000, [0]], [2_000, [3_600_500]], [3_000, [400]]).heardAt).toBe(2_600);
  });

  it('was never heard where there is no heartbeat of today', () => {
    expect(heard([1_000, []], [9_000, [86_400_000]])).toEqual({
      answering: true,
      heardAt: 1_000,
      everHeard: false,
    });
  });
});
