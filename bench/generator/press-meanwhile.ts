import { build } from 'hdr-histogram-js';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import { runLoad } from '../../device-sim/load/run-load.ts';
import type { Percentiles } from './generator-messages.ts';
import { percentilesOf } from './percentiles-of.ts';

/**
 * Buttons that are pressed at a fixed rate while something else happens, from this process; resolves once all of them
 * are connected and the first is pressed.
 * @returns `end`, for the time from each press to its PUBACK
 */
export async function pressMeanwhile(options: {
  /** of the brokers the devices are spread over */
  ports: readonly number[];
  devices: readonly LoadDevice[];
  perSecond: number;
}): Promise<{ end: () => Promise<Percentiles & { acknowledged: number; unacknowledged: number }> }> {
  const { ports, devices, perSecond } = options;
  const ending = new AbortController();
  const started: Promise<void>[] = [];
  const loads = ports.map((port, broker) => {
    let start = (): void => undefined;
    started.push(new Promise((resolve) => (start = resolve)));
    return runLoad({
      broker: { host: '127.0.0.1', port },
      devices: devices.filter((_, index) => index % ports.length === broker),
      mode: { kind: 'open', rates: { presses: perSecond / ports.length } },
      signal: ending.signal,
      onStart: start,
    });
  });
  const over = Promise.all(loads);
  await Promise.race([Promise.all(started), over]);
  return {
    end: async () => {
      ending.abort();
      const results = await over;
      const latency = build();
      for (const result of results) latency.add(result.latency);
      const sum = (name: 'acknowledged' | 'unacknowledged') =>
        results.reduce((all, result) => all + result[name], 0);
      return {
        ...percentilesOf(latency),
        acknowledged: sum('acknowledged'),
        unacknowledged: sum('unacknowledged'),
      };
    },
  };
}
