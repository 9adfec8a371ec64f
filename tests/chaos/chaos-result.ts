import type { LoadSecond } from '../../device-sim/load/load-result.ts';
import type { CallsJudged } from './judge-calls.ts';
import type { Verdict } from './judge-once.ts';
import type { Death } from './mortal-part.ts';
import type { PartName } from './parts.ts';
import type { Schedule } from './plan-schedule.ts';
import type { FaultDone } from './run-schedule.ts';
import type { LoggedError } from './watch-logs.ts';
import type { PartUse } from './watch-parts.ts';

export type PartDeath = Death & { part: PartName };

/** What came of a chaos run. Times are epoch ms by the true clock. */
export interface ChaosResult {
  seed: number;
  minutes: number;
  /** asked for, messages a second */
  rates: { readings: number; presses: number };
  startedAt: number;
  loadFrom: number;
  loadUntil: number;
  schedule: Schedule;
  faults: FaultDone[];
  load: {
    intended: number;
    sent: number;
    acknowledged: number;
    unacknowledged: number;
    resent: number;
    connectionsLost: number;
    /** of a core, of the process that makes the load and holds the proxies */
    cpuShare: number;
  };
  /** acknowledged, and said without an acknowledgement */
  promised: { readings: number; presses: number; unacknowledged: number };
  verdicts: { presses: Verdict; readings: Verdict };
  calls: CallsJudged;
  /** of each press, from its acknowledgement to the first screen, ms */
  lateness: { at: number; ms: number; id: string }[];
  resolvedByOperators: number;
  healedAt: number;
  /** from then until everything accepted had arrived and nothing stood still */
  drainedMs: number;
  deaths: PartDeath[];
  errors: LoggedError[];
  uses: PartUse[];
  /** share of all cores, with whatever else ran on the machine */
  machineBusy: number;
  seconds: (LoadSecond & { epoch: number })[];
  /** every promise that was broken, with the ids of messages; empty: all were kept */
  findings: string[];
}
