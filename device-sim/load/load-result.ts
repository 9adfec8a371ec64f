import type { Histogram } from 'hdr-histogram-js';
import type { LoadClass } from './load-class.ts';

/** One second of a run; the last one may be shorter. What is counted is counted within it. */
export interface LoadSecond {
  /** seconds since the run began, at the end of this one */
  at: number;
  /** how long it really was: about 1 */
  forSeconds: number;
  phase: LoadPhase;
  sent: number;
  acknowledged: number;
  resent: number;
  /** of what was acknowledged within it, from the intended moment; undefined when nothing was */
  p50Ms?: number;
  p99Ms?: number;
  /** written and not acknowledged, at its end */
  inFlight: number;
  /** said and not yet written, for want of a connection or of room on it */
  waiting: number;
  connections: number;
  /** connections that were lost within it */
  lost: number;
  /** how late the generator turned to its plan at worst */
  lagMs: number;
  /** share of a core */
  cpuShare: number;
}

export type LoadPhase = 'connecting' | 'warm-up' | 'measured' | 'drain';

/** What a load of one class came to. */
export interface ClassResult {
  /** PUBACKs within the measured time */
  acknowledged: number;
  /** µs from the intended moment */
  latency: Histogram;
}

export interface LoadResult {
  /** length of the measured time: no warm-up, no drain */
  seconds: number;
  /** first writes within the measured time */
  sent: number;
  /** PUBACKs within the measured time: ÷ seconds is the throughput */
  acknowledged: number;
  /** said at any time and without a PUBACK when the run was over: nobody promised to keep them */
  unacknowledged: number;
  /** writes with DUP, in the whole run */
  resent: number;
  /** the whole run, warm-up and drain included: intended = acknowledged + unacknowledged */
  total: { intended: number; sent: number; acknowledged: number };
  /**
   * µs from the intended moment to the PUBACK, however many connections lay between, of what was intended within the
   * measured time. What was never acknowledged counts with the time that it has waited.
   */
  latency: Histogram;
  /** µs from the first write to the PUBACK */
  service: Histogram;
  classes: Record<LoadClass, ClassResult>;
  connects: {
    attempted: number;
    connected: number;
    /** CONNACK other than 0 */
    refused: number;
    /** connections that could not be made, by reason */
    failed: Record<string, number>;
    /** connections that were there and ended, by reason */
    lost: Record<string, number>;
    /** from the first attempt until everybody was connected for the first time; undefined when that never was */
    seconds: number | undefined;
    /** µs from wanting a connection (failed attempts included) to the CONNACK */
    latency: Histogram;
  };
  /** share of a core that the generator used over the measured time; of several processes the busiest */
  cpuShare: number;
  /** CPU µs of all generator processes per PUBACK in the measured time */
  cpuMicrosPerMessage: number;
  /** how late the generator turned to its plan, by its own doing, p99; in a closed loop: how late its timers were */
  lagMs: number;
  lagMaxMs: number;
  /** false: the generator was the bottleneck, and the figures are its own */
  valid: boolean;
  invalidBecause?: string;
  series: LoadSecond[];
}
