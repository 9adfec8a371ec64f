import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chooseHomes } from './choose-homes.ts';
import { homePlan, SIMULATED_AREAS } from './home-plan.ts';
import { planScenario, SCENARIOS } from './scenarios.ts';
import type { SavedHome } from './saved-homes.ts';

function saved(index: number): SavedHome {
  const { address, timezone, devices } = homePlan(index);
  const id = `home-${index}`;
  return {
    id,
    address,
    timezone,
    devices: devices.map(({ gateway, ...device }) => ({
      ...device,
      id: `${id}/${device.key}`,
      ...(gateway === undefined ? { secret: 'secret' } : { gatewayId: `${id}/${gateway}` }),
    })),
  };
}
const homes = Array.from({ length: 12 }, (_, index) => saved(index));

describe('a scenario', () => {
  test.each(SCENARIOS)(
    '%s can be played in a fleet of the usual size, by devices of the chosen homes',
    (name) => {
      for (const random of [0, 0.5, 0.999]) {
        const chosen = chooseHomes(name, homes, {}, () => random);
        const { steps } = planScenario(name, chosen.homes);
        const ids = new Set(chosen.homes.flatMap(({ devices }) => devices.map(({ id }) => id)));
        expect(steps.length).toBeGreaterThan(0);
        expect(steps.every(({ deviceId }) => ids.has(deviceId))).toBe(true);
      }
    },
  );

  test('fire spreads from room to room, and when it is over the detectors say so', () => {
    const { steps } = planScenario('fire', chooseHomes('fire', homes, {}, () => 0).homes);
    expect(steps.map(({ properties }) => Object.entries(properties).flat().join(' '))).toEqual([
      'smoke true',
      'occupancy true',
      'smoke true',
      'occupancy true',
      'contact false',
      'contact true',
      'smoke false',
      'smoke false',
    ]);
    expect(steps[0]?.deviceId).toMatch(/smoke$/);
    const alarms = steps.filter(({ expected }) => expected === 'smoke');
    expect(new Set(alarms.map(({ deviceId }) => deviceId)).size).toBe(2);
  });

  test('double-press is two alarms of one button, self-test is none', () => {
    const [home] = homes;
    if (home === undefined) throw new Error('there are twelve');
    expect(planScenario('double-press', [home]).steps.map(({ expected }) => expected)).toEqual([
      'sos',
      'sos',
    ]);
    expect(planScenario('self-test', [home]).steps.map(({ expected }) => expected)).toEqual([
      'test',
      'reading',
    ]);
  });

  test('fall leaves the home silent, storm has every home press within ten seconds', () => {
    const fallen = planScenario('fall', chooseHomes('fall', homes, {}, () => 0).homes);
    expect(fallen.silent).toEqual([{ homeId: fallen.steps[0]?.homeId, forMs: 1_800_000 }]);
    const { steps } = planScenario('storm', chooseHomes('storm', homes, {}, () => 0).homes);
    expect(new Set(steps.map(({ homeId }) => homeId)).size).toBe(12);
    expect(steps.every(({ afterMs }) => afterMs >= 0 && afterMs <= 10_000)).toBe(true);
  });

  const district = fc
    .integer({ min: 1, max: 60 })
    .map((count) => Array.from({ length: count }, (_, n) => saved(n)));
  const named = fc.constantFrom(...SCENARIOS);

  test('is the same for the same seed, is told in order, and raises each detector once before it clears', () => {
    fc.assert(
      fc.property(named, district, fc.string(), (name, some, seed) => {
        const plan = planScenario(name, some, { seed });
        expect(planScenario(name, some, { seed })).toEqual(plan);
        const times = plan.steps.map(({ afterMs }) => afterMs);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        const on = new Set<string>();
        for (const { deviceId, properties, expected } of plan.steps) {
          if (properties['smoke'] === undefined && properties['fall'] === undefined) continue;
          if (expected === 'reading') expect(on.delete(deviceId)).toBe(true);
          else expect(on.has(deviceId)).toBe(false);
          if (expected !== 'reading') on.add(deviceId);
        }
        expect(on.size).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  test('power-cut breaks every connection of the area at once, with a press while it is dark', () => {
    fc.assert(
      fc.property(district, fc.integer({ min: 1000, max: 60_000 }), fc.string(), (some, forMs, seed) => {
        const { steps, cuts } = planScenario('power-cut', some, { seed, forMs });
        const connected = some.flatMap(({ devices }) => devices.filter(({ secret }) => secret));
        expect(cuts).toEqual([{ deviceIds: connected.map(({ id }) => id), afterMs: 2000, forMs }]);
        const dark = steps.filter(({ afterMs }) => afterMs >= 2000 && afterMs < 2000 + forMs);
        expect(dark.some(({ expected }) => expected === 'sos')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test('new-year has ten times the presses of an evening, half of them around midnight, at any speed', () => {
    const many = Array.from({ length: 3000 }, (_, n) => saved(n));
    for (const speed of [1, 360]) {
      const { steps } = planScenario('new-year', many, { speed });
      const presses = steps.filter(({ expected }) => expected === 'sos');
      // Glasgow: 50,000 a month of 18,000 homes; seven hours of one evening.
      const ordinary = (50_000 / 18_000 / 30 / 24) * 7 * many.length;
      expect(presses.length / ordinary).toBeCloseTo(10, 0);
      const midnight = (6 * 3_600_000) / speed;
      const near = presses.filter(({ afterMs }) => Math.abs(afterMs - midnight) <= 1_800_000 / speed);
      expect(near.length / presses.length).toBeGreaterThan(0.5);
      expect(steps.at(-1)?.afterMs).toBeLessThanOrEqual((7 * 3_600_000) / speed);
    }
  });

  test('flood is one sensor at its rate, and one press of every other home while it lasts', () => {
    const { steps } = planScenario('flood', homes, { rate: 500, forMs: 4000 });
    const flooding = steps.filter(({ expected }) => expected === 'reading');
    expect(new Set(flooding.map(({ deviceId }) => deviceId)).size).toBe(1);
    expect(flooding).toHaveLength(2000);
    const presses = steps.filter(({ expected }) => expected === 'sos');
    expect(new Set(presses.map(({ homeId }) => homeId)).size).toBe(homes.length - 1);
    expect(presses.map(({ homeId }) => homeId)).not.toContain(flooding[0]?.homeId);
    expect(presses.every(({ afterMs }) => afterMs > 0 && afterMs < 4000)).toBe(true);
  });

  test('of the whole district can be kept to some homes', () => {
    expect(chooseHomes('power-cut', homes, { count: 5 }, () => 0).homes).toHaveLength(5);
    expect(chooseHomes('new-year', homes, {}, () => 0).homes).toHaveLength(12);
  });

  test('is refused where it cannot be played, with what to do', () => {
    const choose = (named: { home?: string; device?: string }) => () =>
      chooseHomes('fall', homes, named, () => 0);
    expect(() => chooseHomes('press', [], {}, () => 0)).toThrow('npm run sim -- fleet');
    expect(choose({ home: 'nowhere' })).toThrow('--home nowhere is none of the simulated ones');
    expect(choose({ home: 'home-0' })).toThrow('--home home-0 has no device for fall');
    expect(choose({ device: 'nothing' })).toThrow('--device nothing is none of the simulated ones');
  });
});

describe('a simulated home', () => {
  const plans = Array.from({ length: 300 }, (_, index) => homePlan(index));

  test('cannot be taken for a real one', () => {
    for (const { address, contacts, resident } of plans) {
      expect(address).toMatch(/^模拟.*simulated/);
      // +86 0… is no number that rings anywhere.
      for (const { phone } of [...contacts, ...(resident ? [resident] : [])])
        expect(phone).toMatch(/^\+860000/);
    }
    expect(SIMULATED_AREAS.every((name) => name.startsWith('模拟'))).toBe(true);
  });

  test('has an address of its own, and devices that can be told apart', () => {
    expect(new Set(plans.map(({ address }) => address)).size).toBe(plans.length);
    for (const { devices } of plans) {
      const seen = devices.map(({ kind, room, friendlyName }) => `${kind} ${room} ${friendlyName}`);
      expect(new Set(seen).size).toBe(devices.length);
      expect(devices.map(({ kind }) => kind)).toEqual(
        expect.arrayContaining(['sos', 'motion', 'door', 'smoke']),
      );
      for (const { gateway } of devices) {
        if (gateway !== undefined) expect(devices[0]).toMatchObject({ key: gateway, kind: 'gateway' });
      }
    }
  });
});
