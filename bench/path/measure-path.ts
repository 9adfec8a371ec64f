import { setTimeout as sleep } from 'node:timers/promises';
import { runLoad } from '../../device-sim/load/run-load.ts';
import type { Figures } from '../side-by-side/comparison.ts';
import { cpuPerMessage, meterCpu } from '../side-by-side/meter.ts';
import { isSustained } from './is-sustained.ts';
import type { PathSubject } from './path-subject.ts';
import { pressLatencies } from './press-latencies.ts';

export interface PathLoad {
  /** messages a second, presses among them */
  rate: number;
  /** of which presses a second */
  presses: number;
  seconds: number;
  warmUpSeconds: number;
}

/** Everybody's own processes: Anju's four, Node-RED and its broker. */
export const OURS_TOGETHER = 'CPU µs per reading, together without stores and generator';
/** How long is waited for what is not yet acknowledged or stored. */
const PATIENCE_MS = 20_000;

/**
 * One run over the whole path in an open loop. Sent, acknowledged and stored are of the whole run, the rest of its
 * measured time. `behind, s` is what InfluxDB still needed at the end to have everything.
 */
export async function measurePath(subject: PathSubject, load: PathLoad): Promise<Figures> {
  const { processes, stores } = subject;
  const presses = pressLatencies();
  const waiting: number[] = [];
  let measured = { from: 0, to: 0 };
  let cpu: Figures = {};
  let stopMeter = () => ({}) as Figures;
  let sampling: NodeJS.Timeout | undefined;
  const deaf = await subject.hearAlarms(presses.hear);
  try {
    const before = await subject.stored();
    const result = await runLoad({
      broker: { host: '127.0.0.1', port: subject.port },
      devices: subject.devices,
      mode: {
        kind: 'open',
        rates: { readings: load.rate - load.presses, ...(load.presses > 0 && { presses: load.presses }) },
      },
      warmUpSeconds: load.warmUpSeconds,
      seconds: load.seconds,
      drainSeconds: PATIENCE_MS / 1_000,
      clean: true,
      witness: presses.witness,
      onStart: () => {
        measured = { from: Date.now(), to: Infinity };
        stopMeter = meterCpu({ ...processes, ...stores }, { name: 'generator', pid: process.pid });
        sampling = setInterval(() => void subject.waiting?.().then((entries) => waiting.push(entries)), 250);
      },
      onEnd: () => {
        measured.to = Date.now();
        cpu = stopMeter();
        clearInterval(sampling);
      },
    });
    const acknowledged = result.total.acknowledged;
    const { stored, at } = await waitUntilStored(() => subject.stored(), before + acknowledged);
    const share = (histogram: typeof result.latency, of: number) =>
      histogram.getValueAtPercentile(of) / 1_000;
    const figures: Figures = {
      'readings/s': result.acknowledged / result.seconds,
      sent: result.total.sent,
      acknowledged,
      stored: stored - before,
      'behind, s': Math.max(0, at - measured.to) / 1_000,
      ...(subject.waiting && { 'log entries waiting, growth': growth(waiting) }),
      'ack p50 ms': share(result.latency, 50),
      'ack p99 ms': share(result.latency, 99),
      'generator, share of a core': result.cpuShare,
      'generator late by, p99 ms': result.lagMs,
      ...(load.presses > 0 && {
        'press ack p50 ms': share(result.classes.presses.latency, 50),
        'press ack p99 ms': share(result.classes.presses.latency, 99),
      }),
      ...(load.presses > 0 && (await presses.between(measured.from, measured.to))),
      ...cpuPerMessage(cpu, result.acknowledged, 'reading'),
      [OURS_TOGETHER]:
        (Object.keys(processes).reduce((sum, name) => sum + (cpu[name] ?? 0), 0) * 1e6) / result.acknowledged,
    };
    return { ...figures, 'sustained, 1 = yes': isSustained(figures, load.rate) ? 1 : 0 };
  } finally {
    clearInterval(sampling);
    deaf();
  }
}

/** The moment at which all of them were there; that of the last look when they never come. */
async function waitUntilStored(
  count: () => Promise<number>,
  wanted: number,
): Promise<{ stored: number; at: number }> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const at = Date.now();
    const stored = await count();
    if (stored >= wanted || at > end) return { stored, at };
    await sleep(50);
  }
}

/** What waited in the last third of the time less what waited in the first. */
function growth(waiting: readonly number[]): number {
  const third = Math.floor(waiting.length / 3);
  const mean = (some: readonly number[]) =>
    some.reduce((sum, one) => sum + one, 0) / Math.max(1, some.length);
  return third === 0 ? 0 : mean(waiting.slice(-third)) - mean(waiting.slice(0, third));
}
