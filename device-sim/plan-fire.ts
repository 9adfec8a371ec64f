import type { SavedDevice, SavedHome } from './saved-homes.ts';
import { inOrder, step, type Scenario, type Step } from './scenario.ts';

/** From one room to the next. Real smoke takes minutes; who watches has not got them. */
const SPREAD_MS = 5_000;
const NOTICED_MS = 2_000;
/** A detector that is heard again in the same home has to have been quiet in between. */
const CLEAR_MS = 4_000;

/**
 * Fire spreads from the room of `lead` through every room that can smell it: smoke, then gas where there is a detector
 * for it, movement where it burns, and at last the front door. When it is over the detectors say so.
 */
export function planFire(home: SavedHome, lead: SavedDevice): Scenario {
  const others = home.devices.filter(({ id, kind }) => kind === 'smoke' && id !== lead.id);
  const hazards = [lead, ...others, ...home.devices.filter(({ kind }) => kind === 'gas')];
  const rooms = [...new Set(hazards.map(({ room }) => room))];
  const motions = home.devices.filter(({ kind }) => kind === 'motion');
  const steps: Step[] = hazards.map((detector, n) => {
    const type = detector.kind === 'gas' ? 'gas' : 'smoke';
    return step(home, detector, n * SPREAD_MS, { [type]: true }, type);
  });
  for (const [n, room] of rooms.entries()) {
    const motion = motions.find((one) => one.room === room) ?? (n === 0 ? motions[0] : undefined);
    if (motion) {
      steps.push(step(home, motion, n * SPREAD_MS + NOTICED_MS, { occupancy: true }, 'reading'));
    }
  }
  const out = hazards.length * SPREAD_MS;
  const door = home.devices.find(({ kind }) => kind === 'door');
  if (door) {
    steps.push(step(home, door, out, { contact: false }, 'reading'));
    steps.push(step(home, door, out + NOTICED_MS, { contact: true }, 'reading'));
  }
  for (const detector of hazards) {
    const type = detector.kind === 'gas' ? 'gas' : 'smoke';
    steps.push(step(home, detector, out + CLEAR_MS, { [type]: false }, 'reading'));
  }
  return { steps: inOrder(steps), silent: [], cuts: [] };
}
