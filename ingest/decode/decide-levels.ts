import type { Cause, Level } from './meaning.ts';
import type { LevelType } from './property-meaning.ts';

/** One property's word on one hazard. */
export interface Evidence {
  type: LevelType;
  state: 'on' | 'off';
  /** a bare number, which may be a measurement: a flag or a word beside it counts more */
  weak: boolean;
  /** a battery of 0 %: on mains or USB power that only means "not measured" */
  zero: boolean;
  cause: Cause;
}

/** Collects what the properties of one message say, by hazard of the device. */
export interface EvidenceBook {
  byKey: Map<string, Evidence[]>;
  /** hazards that are on the edge: not on by this message, and not over either */
  held: Set<string>;
  mainsPower: boolean;
  batterySaidFine: boolean;
}

/** Any property that says on wins: two words on one hazard, and the careful one is taken. */
export function decideLevels({ byKey, held, mainsPower, batterySaidFine }: EvidenceBook): Map<string, Level> {
  const levels = new Map<string, Level>();
  for (const [key, items] of byKey) {
    const strongOff = items.some((item) => item.state === 'off' && !item.weak);
    const on = items.find((item) => item.state === 'on' && !(item.weak && strongOff));
    if (on?.zero === true && (mainsPower || batterySaidFine)) continue;
    const said = on ?? items.find((item) => item.state === 'off');
    if (said === undefined || (on === undefined && held.has(key))) continue;
    levels.set(key, { type: said.type, on: on !== undefined, cause: said.cause });
  }
  return levels;
}
