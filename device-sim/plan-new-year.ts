import type { SavedHome } from './saved-homes.ts';
import { inOrder, press, step, type Scenario, type Step } from './scenario.ts';
import { between, seededRandom } from './seeded-random.ts';

const HOUR_MS = 3_600_000;
/** From six in the evening to one in the night. */
const EVENING_MS = 7 * HOUR_MS;
const MIDNIGHT_MS = 6 * HOUR_MS;
/**
 * Presses per home in an ordinary evening: a centre with 18,000 homes takes 50,000 calls a month (DOMAIN: Glasgow),
 * which is one in eleven days and nights. Ten times that tonight.
 */
const ORDINARY = 50_000 / 18_000 / 30 / 24;
const TIMES = 10;
/** Half of them come in the hour around midnight. */
const AROUND_MIDNIGHT = 0.5;

/**
 * New Year's Eve, `speed` times as fast as life: fireworks, visitors, loneliness. Ten times the presses of an ordinary
 * evening, half of them around midnight, and people up and about in every home.
 */
export function planNewYear(homes: readonly SavedHome[], seed: string, speed: number): Scenario {
  const random = seededRandom('new-year', seed, homes.length);
  const perHome = (ORDINARY * TIMES * EVENING_MS) / HOUR_MS;
  const steps: Step[] = [];
  const moment = (): number =>
    random() < AROUND_MIDNIGHT
      ? between(random, MIDNIGHT_MS - HOUR_MS / 2, MIDNIGHT_MS + HOUR_MS / 2)
      : between(random, 0, EVENING_MS);
  for (const home of homes) {
    const button = home.devices.find(({ kind }) => kind === 'sos');
    const presses = Math.floor(perHome) + (random() < perHome % 1 ? 1 : 0);
    for (let n = 0; button !== undefined && n < presses; n++) {
      steps.push(press(home, button, moment() / speed));
    }
    for (const motion of home.devices.filter(({ kind }) => kind === 'motion')) {
      for (let hour = 0; hour * HOUR_MS < EVENING_MS; hour++) {
        const at = between(random, hour, hour + 1) * HOUR_MS;
        steps.push(step(home, motion, at / speed, { occupancy: true }, 'reading'));
      }
    }
  }
  return { steps: inOrder(steps), silent: [], cuts: [] };
}
