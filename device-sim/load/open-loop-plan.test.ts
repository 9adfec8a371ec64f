import { describe, expect, test } from 'vitest';
import { seededRandom } from '../seeded-random.ts';
import type { LoadClass } from './load-class.ts';
import { openLoopPlan } from './open-loop-plan.ts';

const speakers = (count: number, name: LoadClass) =>
  Array.from({ length: count }, (_, n) => ({ class: name, id: `${name} ${n}` }));

function plan(seed: number, rates = { readings: 100, presses: 2 }) {
  return openLoopPlan({
    rates,
    speakers: [...speakers(10, 'readings'), ...speakers(4, 'presses')],
    random: seededRandom(seed),
    from: 1000,
  });
}

function said(seed: number, until: number, step: number): string[] {
  const all: { at: number; id: string }[] = [];
  const { due } = plan(seed);
  for (let now = 1000; now < until; now += step) due(now, ({ id }, at) => all.push({ id, at }));
  due(until, ({ id }, at) => all.push({ id, at }));
  return all.toSorted((a, b) => a.at - b.at || a.id.localeCompare(b.id)).map(({ id, at }) => `${at} ${id}`);
}

describe('the plan of an open loop', () => {
  test('says the same at the same moments however seldom it is looked at, so a stall costs nothing of it', () => {
    expect(said(7, 6000, 5000)).toEqual(said(7, 6000, 1));
    expect(said(7, 6000, 1)).toHaveLength(501 + 11);
  });

  test('is the same for the same seed, and another for another', () => {
    expect(said(7, 3000, 10)).toEqual(said(7, 3000, 10));
    expect(said(8, 3000, 10)).not.toEqual(said(7, 3000, 10));
  });

  test('lets every device of a class speak before one speaks again, and none of another class', () => {
    const spoke = new Map<string, number>();
    plan(1).due(1000 + 999, ({ id }) => spoke.set(id, (spoke.get(id) ?? 0) + 1));
    expect([...spoke].filter(([id]) => id.startsWith('readings')).map(([, times]) => times)).toEqual(
      Array<number>(10).fill(10),
    );
    expect([...spoke].filter(([id]) => id.startsWith('presses'))).toHaveLength(2);
  });

  test('knows when its next message is due, and that there is none without a rate', () => {
    const { due, next } = plan(1);
    expect(next()).toBe(1000);
    due(1004, () => undefined);
    expect(next()).toBe(1010);
    expect(openLoopPlan({ rates: {}, speakers: [], random: Math.random, from: 0 }).next()).toBe(Infinity);
  });

  test('refuses a rate that nobody can have, instead of sending nothing', () => {
    const make = (rates: { readings?: number; presses?: number }) => () =>
      openLoopPlan({ rates, speakers: speakers(1, 'readings'), random: Math.random, from: 0 });
    expect(make({ presses: 3 })).toThrow('3 presses a second need a device');
    expect(make({ readings: -1 })).toThrow('the rate of readings is -1');
    expect(make({ readings: Number.NaN })).toThrow('NaN');
  });
});
