import { ROOMS } from './home-plan.ts';
import type { Expected } from './ledger-entry.ts';
import type { SavedDevice, SavedHome } from './saved-homes.ts';
import { seededRandom } from './seeded-random.ts';

export const SCENARIOS = ['press', 'double-press', 'fire', 'fall', 'self-test', 'storm'] as const;
export type ScenarioName = (typeof SCENARIOS)[number];

/** One thing said, `afterMs` after the beginning. */
export interface Step {
  afterMs: number;
  homeId: string;
  deviceId: string;
  properties: Record<string, string | number | boolean>;
  expected: Expected;
}

export interface Scenario {
  steps: Step[];
  /** homes that show no sign of life afterwards */
  silent: { homeId: string; forMs: number }[];
}

const STORM_MS = 10_000;

/** Which of these homes can play it: those with the devices that it needs. */
export function homesFor(name: ScenarioName, homes: readonly SavedHome[]): SavedHome[] {
  return homes.filter((home) => leadOf(name, home) !== undefined);
}

/** The device that speaks first. */
function leadOf(name: ScenarioName, home: SavedHome): SavedDevice | undefined {
  const kind = {
    press: 'sos',
    'double-press': 'sos',
    storm: 'sos',
    fire: 'smoke',
    fall: 'fall',
    'self-test': 'smoke',
  };
  return home.devices.find((device) => device.kind === kind[name]);
}

/**
 * What is said, by whom and when. Pure. `storm` is the whole district pressing within ten seconds; the others
 * happen in the first home.
 * @param device speaks instead of the home's own, where one was named
 */
export function planScenario(
  name: ScenarioName,
  homes: readonly SavedHome[],
  device?: SavedDevice,
): Scenario {
  if (name === 'storm') {
    const random = seededRandom('storm', homes.length);
    const presses = homesFor(name, homes).flatMap((home) => press(home, Math.round(random() * STORM_MS)));
    return { steps: presses.toSorted((a, b) => a.afterMs - b.afterMs), silent: [] };
  }
  const [home] = homes;
  const lead = home && (device ?? leadOf(name, home));
  if (home === undefined || lead === undefined) return { steps: [], silent: [] };
  const step = (
    afterMs: number,
    by: SavedDevice,
    properties: Step['properties'],
    expected: Expected,
  ): Step => ({ afterMs, homeId: home.id, deviceId: by.id, properties, expected });

  switch (name) {
    case 'press':
      return { steps: press(home, 0, lead), silent: [] };
    case 'double-press':
      // A real second press is a second event (DOMAIN rule 7).
      return { steps: [...press(home, 0, lead), ...press(home, 3000, lead)], silent: [] };
    case 'self-test':
      return { steps: [step(0, lead, { smoke: true, test: true }, 'test')], silent: [] };
    case 'fall':
      return {
        steps: [step(0, lead, { fall: true }, 'fall')],
        silent: [{ homeId: home.id, forMs: 30 * 60_000 }],
      };
    case 'fire': {
      const motion =
        home.devices.find(({ kind, room }) => kind === 'motion' && room === (lead.room ?? ROOMS.kitchen)) ??
        home.devices.find(({ kind }) => kind === 'motion');
      const second = home.devices.find(({ kind, id }) => kind === 'smoke' && id !== lead.id);
      return {
        steps: [
          step(0, lead, { smoke: true }, 'smoke'),
          ...(motion ? [step(2000, motion, { occupancy: true }, 'reading')] : []),
          ...(second ? [step(5000, second, { smoke: true }, 'smoke')] : []),
        ],
        silent: [],
      };
    }
  }
}

function press(home: SavedHome, afterMs: number, button = leadOf('press', home)): Step[] {
  if (button === undefined) return [];
  const properties = { action: 'emergency' };
  return [{ afterMs, homeId: home.id, deviceId: button.id, properties, expected: 'sos' }];
}
