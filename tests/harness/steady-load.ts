import { readingsTopic } from '../../contracts/topics.ts';
import { openDevice, type Device } from '../../device-sim/mqtt-connection.ts';
import type { RegisteredHome } from './register-home.ts';

export interface LoadOptions {
  host: string;
  mqttPort: number;
  homes: readonly RegisteredHome[];
  /** one message of every device this often, ms */
  everyMs: number;
}

/** One message that the broker has acknowledged: the platform's promise begins here. */
export interface Acknowledged {
  deviceId: string;
  seq: number;
  /** the device's time, epoch ms */
  time: number;
}

export interface SteadyLoad {
  readonly readings: readonly Acknowledged[];
  readonly presses: readonly Acknowledged[];
  /** no more messages; resolves when everything said has been acknowledged */
  finish: () => Promise<void>;
  close: () => Promise<void>;
}

/** How a device of a simulated home speaks: a button presses, everything else says that someone moves. */
export function startSteadyLoad({ host, mqttPort, homes, everyMs }: LoadOptions): SteadyLoad {
  const readings: Acknowledged[] = [];
  const presses: Acknowledged[] = [];
  const waiting = new Set<Promise<void>>();
  const devices: Device[] = [];
  const timers: NodeJS.Timeout[] = [];
  for (const { id, kind, secret } of homes.flatMap((home) => home.devices)) {
    const device = openDevice({
      host,
      port: mqttPort,
      deviceId: id,
      secret,
      // A frozen broker is given up soon: the test is about what follows.
      ackTimeoutMs: 5_000,
      backoff: { firstMs: 100, longestMs: 1_000 },
    });
    devices.push(device);
    let seq = 0;
    const speak = (): void => {
      const said: Acknowledged = { deviceId: id, seq: (seq += 1), time: Date.now() };
      const payload =
        kind === 'sos'
          ? { action: 'emergency', battery: 96, seq: said.seq, time: said.time }
          : { occupancy: said.seq % 2 === 0, battery: 88, seq: said.seq, time: said.time };
      const into = kind === 'sos' ? presses : readings;
      const done = device.publish(readingsTopic(id), payload).then(
        () => void into.push(said),
        () => undefined, // closed before it was acknowledged: no promise was made
      );
      waiting.add(done);
      void done.then(() => waiting.delete(done));
    };
    timers.push(setInterval(speak, everyMs));
  }
  return {
    readings,
    presses,
    finish: async () => {
      timers.forEach(clearInterval);
      await Promise.all(waiting);
    },
    close: async () => {
      timers.forEach(clearInterval);
      await Promise.all(devices.map((device) => device.close()));
    },
  };
}
