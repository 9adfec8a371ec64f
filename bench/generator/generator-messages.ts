import type { LoadRates } from '../../device-sim/load/load-class.ts';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';

/** What the bench tells a generator process, once it has said that it is ready. */
export type GeneratorOrder =
  | {
      order: 'connect';
      port: number;
      devices: readonly LoadDevice[];
      /** absent: all at once */
      connectsPerSecond?: number;
      /** messages a second once everybody is connected, and (with `talkAtOnce`) before; default: none */
      rates?: LoadRates;
      talkAtOnce?: boolean;
    }
  /** ends the load, orderly; the process then tells and ends */
  | { order: 'end' };

/** Percentiles in ms of what was intended, or first written, at that time. */
export interface Percentiles {
  p50: number;
  p99: number;
  max: number;
}

/** What a generator process tells. */
export type GeneratorNews =
  | { news: 'ready' }
  | { news: 'connected' }
  | { news: 'failed'; why: string }
  | {
      news: 'ended';
      connects: { seconds: number | undefined; refused: number; failed: number; lost: number } & Percentiles;
      messages: {
        acknowledged: number;
        unacknowledged: number;
        fromIntended: Percentiles;
        fromWritten: Percentiles;
      };
    };
