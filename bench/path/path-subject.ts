import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import type { Processes } from '../side-by-side/meter.ts';

/** Something that takes readings over MQTT, stores them in InfluxDB and tells of alarms. It runs. */
export interface PathSubject {
  port: number;
  devices: readonly LoadDevice[];
  /** what it consists of besides its stores: what `CPU µs per reading, together` adds up */
  processes: Processes;
  stores: Processes;
  /** readings in InfluxDB, by its own count */
  stored: () => Promise<number>;
  /** what is acknowledged and not worked off, in a unit of its own; absent where nobody can say */
  waiting?: () => Promise<number>;
  /** Hears of every alarm as a client does: whose press it was, and its `time`. */
  hearAlarms: (hear: (deviceId: string, time: number) => void) => Promise<() => void>;
  stop: () => Promise<void>;
}
