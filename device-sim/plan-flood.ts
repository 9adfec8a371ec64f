import type { SavedDevice, SavedHome } from './saved-homes.ts';
import { inOrder, press, step, type Scenario, type Step } from './scenario.ts';
import { between, seededRandom } from './seeded-random.ts';

/**
 * A broken sensor says `rate` things a second for `forMs`, and in the middle of it every other home presses once.
 * What the sensor says is stored like anything else; it may keep nobody waiting.
 */
export function planFlood(
  homes: readonly SavedHome[],
  broken: { home: SavedHome; device: SavedDevice },
  seed: string,
  { rate, forMs }: { rate: number; forMs: number },
): Scenario {
  const random = seededRandom('flood', seed, homes.length);
  const count = Math.round((rate * forMs) / 1000);
  const steps: Step[] = Array.from({ length: count }, (_, n) =>
    step(broken.home, broken.device, (n * 1000) / rate, { occupancy: n % 2 === 0 }, 'reading'),
  );
  for (const home of homes) {
    const button = home.devices.find(({ kind }) => kind === 'sos');
    if (button && home.id !== broken.home.id) {
      steps.push(press(home, button, between(random, 0.1, 0.9) * forMs));
    }
  }
  return { steps: inOrder(steps), silent: [], cuts: [] };
}
