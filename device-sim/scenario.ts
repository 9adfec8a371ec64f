import type { Expected } from './ledger-entry.ts';
import type { SavedDevice } from './saved-homes.ts';

/** One thing said, `afterMs` after the beginning. */
export interface Step {
  afterMs: number;
  homeId: string;
  deviceId: string;
  properties: Record<string, string | number | boolean>;
  expected: Expected;
}

export interface Scenario {
  /** in order of their time */
  steps: Step[];
  /** homes that show no sign of life afterwards */
  silent: { homeId: string; forMs: number }[];
  /** connections that break without a word and come back together; what is said meanwhile is kept and sent then */
  cuts: { deviceIds: string[]; afterMs: number; forMs: number }[];
}

export const NO_STEPS: Scenario = { steps: [], silent: [], cuts: [] };

export function step(
  home: { id: string },
  by: SavedDevice,
  afterMs: number,
  properties: Step['properties'],
  expected: Expected,
): Step {
  return { afterMs: Math.round(afterMs), homeId: home.id, deviceId: by.id, properties, expected };
}

/** A real press; what a button says (CONTRACT). */
export function press(home: { id: string }, button: SavedDevice, afterMs: number): Step {
  return step(home, button, afterMs, { action: 'emergency' }, 'sos');
}

export function inOrder(steps: readonly Step[]): Step[] {
  return steps.toSorted((a, b) => a.afterMs - b.afterMs);
}
