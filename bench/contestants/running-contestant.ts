import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import type { Processes } from '../side-by-side/meter.ts';
import type { Releasers } from '../side-by-side/with-release.ts';

/** A broker that takes part, and what it is made of. */
export interface RunningContestant {
  port: number;
  /** what it is called in the table → process ids; `broker` is what holds the connections */
  processes: Processes & { broker: readonly number[] };
  /** how many messages its consumer has had so far; absent where nobody consumes */
  delivered?: () => Promise<number>;
  /** only with `collectable`, of those that have a garbage collector */
  collectGarbage?: () => void;
  versions: Readonly<Record<string, string>>;
}

export interface StartOptions {
  /** who will connect; needed where somebody has to be known for that */
  devices: readonly LoadDevice[];
  /** its garbage can be collected when asked for: memory is measured */
  collectable?: boolean;
}

/** A broker that can be started, as often as wanted. */
export interface BrokerUnderTest {
  name: string;
  /** What it does with what it is sent, in a sentence that goes on from its name. */
  does: string;
  start: (releasers: Releasers, options: StartOptions) => Promise<RunningContestant>;
}
