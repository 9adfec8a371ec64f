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
    devices: devices.map((device) => ({ ...device, id: `${id}/${device.key}` })),
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

  test('fire is smoke in the kitchen, movement, and smoke in a second room', () => {
    const { steps } = planScenario('fire', chooseHomes('fire', homes, {}, () => 0).homes);
    expect(steps.map(({ properties }) => Object.keys(properties)[0])).toEqual([
      'smoke',
      'occupancy',
      'smoke',
    ]);
    expect(new Set(steps.map(({ deviceId }) => deviceId)).size).toBe(3);
    expect(steps[0]?.deviceId).toMatch(/smoke$/);
  });

  test('double-press is two alarms of one button, self-test is none', () => {
    const [home] = homes;
    if (home === undefined) throw new Error('there are twelve');
    expect(planScenario('double-press', [home]).steps.map(({ expected }) => expected)).toEqual([
      'sos',
      'sos',
    ]);
    expect(planScenario('self-test', [home]).steps.map(({ expected }) => expected)).toEqual(['test']);
  });

  test('fall leaves the home silent, storm has every home press within ten seconds', () => {
    const fallen = planScenario('fall', chooseHomes('fall', homes, {}, () => 0).homes);
    expect(fallen.silent).toEqual([{ homeId: fallen.steps[0]?.homeId, forMs: 1_800_000 }]);
    const { steps } = planScenario('storm', chooseHomes('storm', homes, {}, () => 0).homes);
    expect(new Set(steps.map(({ homeId }) => homeId)).size).toBe(12);
    expect(steps.every(({ afterMs }) => afterMs >= 0 && afterMs <= 10_000)).toBe(true);
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
