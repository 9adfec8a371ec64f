import type { LoadRates } from '../../device-sim/load/load-class.ts';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';

/** What the bench tells a generator process, once it has said that it is ready. */
export type GeneratorOrder =
  /** connects them and holds the connections; a fixed number of attempts is under way at a time */
  | { order: 'connect'; port: number; devices: readonly LoadDevice[]; underWay: number }
  /** all come at the same moment, come again when they fail, and speak meanwhile */
  | { order: 'crowd'; port: number; devices: readonly LoadDevice[]; rates: LoadRates }
  /** ends it, orderly; the process then tells and ends */
  | { order: 'end' };

/** In ms. */
export interface Percentiles {
  p50: number;
  p99: number;
  max: number;
}

export interface ConnectsTold extends Percentiles {
  /** from the first attempt until everybody was connected; undefined when that never was */
  seconds: number | undefined;
  /** attempts that failed, and came again */
  failed: number;
  lost: number;
  /** at the end */
  held: number;
}

export interface MessagesTold {
  acknowledged: number;
  unacknowledged: number;
  /** to the PUBACK, from the moment it was meant to leave, the wait for a connection included */
  fromIntended: Percentiles;
  /** to the PUBACK, from the moment it left */
  fromWritten: Percentiles;
}

/** What a generator process tells. */
export type GeneratorNews =
  | { news: 'ready' }
  | { news: 'connected' }
  | { news: 'failed'; why: string }
  | { news: 'ended'; connects: ConnectsTold; messages?: MessagesTold };
