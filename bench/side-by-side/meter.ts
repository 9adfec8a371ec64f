import { readFileSync, writeFileSync } from 'node:fs';
import { cpuSeconds, treeCpuSeconds } from '../cpu-time.ts';
import type { Figures } from './comparison.ts';

/** What it is called in the table → its process ids, each counted with its children. */
export type Processes = Readonly<Record<string, readonly number[]>>;

/**
 * Reads the processors' clocks now; call what it returns when the measured time is over.
 * @param generator our own process when the load comes from here: counted alone, everybody else is its child
 * @returns CPU seconds of each by name
 */
export function meterCpu(processes: Processes, generator?: { name: string; pid: number }): () => Figures {
  const now = (): [string, number][] => [
    ...Object.entries(processes).map(([name, pids]): [string, number] => [
      name,
      pids.reduce((sum, pid) => sum + treeCpuSeconds(pid), 0),
    ]),
    ...(generator === undefined ? [] : [[generator.name, cpuSeconds(generator.pid)] as [string, number]]),
  ];
  const before = new Map(now());
  return () => Object.fromEntries(now().map(([name, value]) => [name, value - (before.get(name) ?? 0)]));
}

/** CPU seconds over so many messages as figures of the table: one per process, and that of all together. */
export function cpuPerMessage(seconds: Figures, messages: number, what = 'message'): Figures {
  const each = (value: number) => (value * 1e6) / messages;
  return Object.fromEntries(
    Object.entries(seconds).map(([name, value]) => [`CPU µs per ${what}, ${name}`, each(value)]),
  );
}

/** Memory of these processes in MiB, and the most it was since `forgetPeak` (Linux). */
export function memoryOf(pids: readonly number[]): { now: number; peak: number } {
  const read = (pid: number, field: string) => {
    const found = new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    );
    if (found === null) throw new Error(`process ${pid} has no ${field}: is it still running?`);
    return Number(found[1]) / 1_024;
  };
  const sum = (field: string) => pids.reduce((total, pid) => total + read(pid, field), 0);
  return { now: sum('VmRSS'), peak: sum('VmHWM') };
}

/** The peak of each begins anew. */
export function forgetPeak(pids: readonly number[]): void {
  for (const pid of pids) writeFileSync(`/proc/${pid}/clear_refs`, '5');
}
