import type { SavedHome } from './saved-homes.ts';
import { inOrder, press, step, type Scenario, type Step } from './scenario.ts';
import { between, pick, seededRandom } from './seeded-random.ts';

/** Everybody is heard once before it goes dark. */
const BEFORE_MS = 2_000;
/** The routers have started again all over the area at once. */
const AFTER_MS = 3_000;
/** Every so many homes somebody presses while nobody can hear it. */
const PRESSES_ONE_IN = 8;

/**
 * The power of an area goes and comes back: every connection breaks without DISCONNECT, and all return in the same
 * moment, with what the devices kept meanwhile, presses among it. After that one more home in eight presses: a storm of
 * connections must not keep it waiting.
 */
export function planPowerCut(homes: readonly SavedHome[], seed: string, awayMs: number): Scenario {
  const random = seededRandom('power-cut', seed, homes.length);
  const steps: Step[] = [];
  const presser = Math.floor(random() * PRESSES_ONE_IN) % Math.max(1, homes.length);
  for (const [n, home] of homes.entries()) {
    const watching = home.devices.filter(({ kind }) => kind === 'motion');
    const button = home.devices.find(({ kind }) => kind === 'sos');
    if (watching.length > 0) {
      const moves = (from: number, to: number): void =>
        void steps.push(
          step(home, pick(random, watching), between(random, from, to), { occupancy: true }, 'reading'),
        );
      moves(0, BEFORE_MS);
      moves(BEFORE_MS, BEFORE_MS + awayMs);
      moves(BEFORE_MS, BEFORE_MS + awayMs);
    }
    if (button === undefined) continue;
    if (n % PRESSES_ONE_IN === presser) {
      steps.push(press(home, button, BEFORE_MS + between(random, 0.2, 0.8) * awayMs));
    } else if ((n + 1) % PRESSES_ONE_IN === presser) {
      steps.push(press(home, button, BEFORE_MS + awayMs + between(random, 0, AFTER_MS)));
    }
  }
  const connected = homes.flatMap(({ devices }) => devices.filter(({ secret }) => secret !== undefined));
  const deviceIds = connected.map(({ id }) => id);
  return { steps: inOrder(steps), silent: [], cuts: [{ deviceIds, afterMs: BEFORE_MS, forMs: awayMs }] };
}
