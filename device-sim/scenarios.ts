import { planFire } from './plan-fire.ts';
import { planFlood } from './plan-flood.ts';
import { planNewYear } from './plan-new-year.ts';
import { planPowerCut } from './plan-power-cut.ts';
import type { SavedDevice, SavedHome } from './saved-homes.ts';
import { inOrder, NO_STEPS, press, step, type Scenario } from './scenario.ts';
import { seededRandom } from './seeded-random.ts';

/** What can happen, and in a word how. */
export const SCENARIO_NAMES = {
  press: 'one button is pressed',
  'double-press': 'the same button twice: two events',
  fire: 'smoke spreads from room to room, somebody moves, the front door opens',
  fall: 'somebody falls, and is not heard of for half an hour',
  'self-test': 'a smoke detector tests itself: on record, and rings nowhere',
  storm: 'every home presses within ten seconds',
  'power-cut':
    'an area loses its power: all connections break at once and come back at once, with what was kept',
  'new-year': "New Year's Eve: ten times the presses of an evening, half of them around midnight",
  flood: 'a broken sensor says hundreds of things a second while every other home presses',
} as const;
export type ScenarioName = keyof typeof SCENARIO_NAMES;
export const SCENARIOS = Object.keys(SCENARIO_NAMES) as ScenarioName[];

export interface ScenarioOptions {
  /** speaks instead of the home's own, where one was named */
  device?: SavedDevice | undefined;
  seed?: string;
  /** how many times faster than life; new-year */
  speed?: number;
  /** how long it lasts; power-cut, flood */
  forMs?: number;
  /** messages a second; flood */
  rate?: number;
}

const STORM_MS = 10_000;
/** What was heard is over after this, so that it can be heard again. */
const CLEAR_MS = 3_000;
const SILENT_MS = 30 * 60_000;

/** Kinds of the device that speaks first. */
const LEADS = {
  press: 'sos',
  'double-press': 'sos',
  storm: 'sos',
  'power-cut': 'sos',
  'new-year': 'sos',
  fire: 'smoke',
  fall: 'fall',
  'self-test': 'smoke',
  flood: 'motion',
} as const satisfies Record<ScenarioName, string>;

/** Scenarios in which all homes take part. */
export function playsEverywhere(name: ScenarioName): boolean {
  return name === 'storm' || name === 'power-cut' || name === 'new-year' || name === 'flood';
}

/** Which of these homes can play it: those with the devices that it needs. */
export function homesFor(name: ScenarioName, homes: readonly SavedHome[]): SavedHome[] {
  return homes.filter((home) => leadOf(name, home) !== undefined);
}

function leadOf(name: ScenarioName, home: SavedHome): SavedDevice | undefined {
  return home.devices.find(({ kind }) => kind === LEADS[name]);
}

/** What is said, by whom and when. Pure: the same homes and options give the same. */
export function planScenario(
  name: ScenarioName,
  homes: readonly SavedHome[],
  { device, seed = '1', speed = 360, forMs = 15_000, rate = 300 }: ScenarioOptions = {},
): Scenario {
  const [home] = device ? homes : homesFor(name, homes);
  const lead = device ?? (home && leadOf(name, home));
  if (home === undefined || lead === undefined) return NO_STEPS;
  switch (name) {
    case 'press':
      return { ...NO_STEPS, steps: [press(home, lead, 0)] };
    case 'double-press':
      // A real second press is a second event (DOMAIN rule 7).
      return { ...NO_STEPS, steps: [press(home, lead, 0), press(home, lead, 3000)] };
    case 'self-test':
      return {
        ...NO_STEPS,
        steps: [
          step(home, lead, 0, { smoke: true, test: true }, 'test'),
          step(home, lead, CLEAR_MS, { smoke: false }, 'reading'),
        ],
      };
    case 'fall':
      return {
        ...NO_STEPS,
        steps: [
          step(home, lead, 0, { fall: true }, 'fall'),
          step(home, lead, CLEAR_MS, { fall: false }, 'reading'),
        ],
        silent: [{ homeId: home.id, forMs: SILENT_MS }],
      };
    case 'fire':
      return planFire(home, lead);
    case 'storm': {
      const random = seededRandom('storm', homes.length);
      const presses = homesFor(name, homes).flatMap((one) => {
        const button = leadOf(name, one);
        return button ? [press(one, button, random() * STORM_MS)] : [];
      });
      return { ...NO_STEPS, steps: inOrder(presses) };
    }
    case 'power-cut':
      return planPowerCut(homes, seed, forMs);
    case 'new-year':
      return planNewYear(homes, seed, speed);
    case 'flood':
      return planFlood(homes, { home, device: lead }, seed, { rate, forMs });
  }
}
