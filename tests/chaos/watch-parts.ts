import { readFileSync } from 'node:fs';
import type { DoubledPlatform } from './doubled-platform.ts';
import { PARTS, type PartName } from './parts.ts';
import { cpuSeconds, residentBytes } from './process-tree.ts';

export interface PartUse {
  part: PartName;
  /** most that one life of it held in memory, and what it held at the end; bytes */
  mostBytes: number;
  lastBytes: number;
  /** of all its lives */
  cpuSeconds: number;
}

const EVERY_MS = 2_000;

/** Looks every two seconds at what each part uses. */
export function watchParts(platform: DoubledPlatform) {
  const most = new Map<PartName, number>();
  const last = new Map<PartName, number>();
  const cpu = new Map<PartName, Map<number, number>>();
  const since = machineTicks();
  const look = (): void => {
    for (const name of PARTS) {
      const pid = platform.part(name).pid();
      if (pid === undefined) continue;
      const bytes = residentBytes(pid);
      most.set(name, Math.max(most.get(name) ?? 0, bytes));
      last.set(name, bytes);
      const lives = cpu.get(name) ?? new Map<number, number>();
      lives.set(pid, cpuSeconds(pid));
      cpu.set(name, lives);
    }
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    uses: (): PartUse[] =>
      PARTS.map((part) => ({
        part,
        mostBytes: most.get(part) ?? 0,
        lastBytes: last.get(part) ?? 0,
        cpuSeconds: [...(cpu.get(part)?.values() ?? [])].reduce((sum, seconds) => sum + seconds, 0),
      })),
    /** share of all cores that was busy, with whatever else ran on the machine */
    machineBusy: (): number => {
      const now = machineTicks();
      return 1 - (now.idle - since.idle) / Math.max(1, now.all - since.all);
    },
    stop: () => clearInterval(timer),
  };
}

/** proc(5): user nice system idle iowait … */
function machineTicks(): { all: number; idle: number } {
  try {
    const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n');
    const ticks = first.split(/\s+/).slice(1, 9).map(Number);
    return { all: ticks.reduce((sum, one) => sum + one, 0), idle: (ticks[3] ?? 0) + (ticks[4] ?? 0) };
  } catch {
    return { all: 0, idle: 0 };
  }
}
