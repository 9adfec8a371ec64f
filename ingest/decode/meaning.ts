import type { LevelType } from './property-meaning.ts';
import type { Scalar } from './reading.ts';

/** The property and value that said so, for the operator. */
export interface Cause {
  property: string;
  value: Scalar;
}

/** A hazard that is there or not, as of this message. */
export interface Level {
  type: LevelType;
  on: boolean;
  cause: Cause;
}

/** Something that happened in this moment: a press, a call, a fall told as an action. */
export interface Press {
  type: 'sos' | 'fall';
  cause: Cause;
}

/** What a reading means, whatever its model calls it. */
export interface Meaning {
  /** by hazard of the device (`smoke`, `gas`, `co`, `water.zone.2`): only what this message speaks of */
  levels: ReadonlyMap<string, Level>;
  presses: readonly Press[];
  /** an earlier press is over (`action: ""`, `sos: false`) */
  cleared: boolean;
  /** a self-test runs: alarms of this message are tests (DOMAIN rule 11) */
  test: boolean;
  contact?: 'open' | 'closed';
  occupancy?: boolean;
}
