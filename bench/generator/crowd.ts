import type { LoadRates } from '../../device-sim/load/load-class.ts';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import { runLoad } from '../../device-sim/load/run-load.ts';
import type { ConnectsTold, MessagesTold } from './generator-messages.ts';
import { percentilesOf } from './percentiles-of.ts';

/**
 * Devices as they are when the mains come back: all connect at once, come again when they fail, and some have something
 * to say before they are connected. Goes on until `signal`.
 */
export async function crowd(options: {
  port: number;
  devices: readonly LoadDevice[];
  rates: LoadRates;
  signal: AbortSignal;
  onConnected: () => void;
}): Promise<{ connects: ConnectsTold; messages: MessagesTold }> {
  const { port, devices, rates, signal, onConnected } = options;
  let everybody = false;
  let held = 0;
  const result = await runLoad({
    broker: { host: '127.0.0.1', port },
    devices,
    mode: { kind: 'open', rates },
    connectsPerSecond: Infinity,
    awaitConnected: false,
    signal,
    onProgress: ({ connections }) => {
      held = connections;
      if (everybody || connections < devices.length) return;
      everybody = true;
      onConnected();
    },
  });
  const { connects, latency, service, acknowledged, unacknowledged } = result;
  return {
    connects: {
      seconds: connects.seconds,
      failed: sum(connects.failed) + connects.refused,
      lost: sum(connects.lost),
      held,
      ...percentilesOf(connects.latency),
    },
    messages: {
      acknowledged,
      unacknowledged,
      fromIntended: percentilesOf(latency),
      fromWritten: percentilesOf(service),
    },
  };
}

function sum(reasons: Readonly<Record<string, number>>): number {
  return Object.values(reasons).reduce((all, one) => all + one, 0);
}
