import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadMessage } from '../../device-sim/load/load-message.ts';
import type { LoadWitness } from '../../device-sim/load/run-load.ts';
import type { Figures } from '../side-by-side/comparison.ts';
import { percentile } from '../side-by-side/statistics.ts';

/** How long is waited for an alarm that was not heard of yet. */
const PATIENCE_MS = 20_000;

export interface PressLatencies {
  witness: LoadWitness;
  /** a client heard of this press; only the first time counts */
  hear: (deviceId: string, time: number) => void;
  /**
   * From the moment a press should have left until the client heard of it, of the presses of a time (epoch ms).
   * Waits for those that are still on their way.
   */
  between: (from: number, to: number) => Promise<Figures>;
}

/** Matches what buttons said with what a client heard of. */
export function pressLatencies(): PressLatencies {
  const heard = new Map<string, number>();
  const presses: LoadMessage[] = [];
  const heardAt = ({ device, time }: LoadMessage) => heard.get(`${device.id} ${time}`);
  return {
    witness: { note: (message) => void (message.class === 'presses' && presses.push(message)) },
    hear: (deviceId, time) => {
      const key = `${deviceId} ${time}`;
      if (!heard.has(key)) heard.set(key, performance.timeOrigin + performance.now());
    },
    between: async (from, to) => {
      const counted = presses.filter(({ intendedAt }) => intendedAt >= from && intendedAt < to);
      const end = Date.now() + PATIENCE_MS;
      while (counted.some((press) => heardAt(press) === undefined) && Date.now() < end) await sleep(50);
      const latencies = counted.flatMap((press) => {
        const at = heardAt(press);
        return at === undefined ? [] : [at - press.intendedAt];
      });
      return {
        presses: counted.length,
        'alarms never heard of': counted.length - latencies.length,
        'alarm p50 ms': percentile(latencies, 0.5),
        'alarm p99 ms': percentile(latencies, 0.99),
        'alarm max ms': percentile(latencies, 1),
      };
    },
  };
}
