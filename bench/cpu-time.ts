import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** CPU time a process has used so far, user and system, in seconds (Linux). */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond();
}

/**
 * The same of a process and all below it, also of children that have ended: PostgreSQL is a process per connection.
 * Not for our own process: everybody is below it.
 */
export function treeCpuSeconds(pid: number): number {
  const ended = (one: number) => {
    const fields = statOf(one);
    return (Number(fields[13]) + Number(fields[14])) / ticksPerSecond();
  };
  return [pid, ...descendants(pid)].reduce((sum, one) => {
    try {
      return sum + cpuSeconds(one) + ended(one);
    } catch {
      return sum; // ended meanwhile: its parent has its time
    }
  }, 0);
}

function descendants(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const one = Number(name);
    if (!Number.isInteger(one)) continue;
    try {
      const parent = Number(statOf(one)[1]);
      children.set(parent, [...(children.get(parent) ?? []), one]);
    } catch {
      continue; // ended meanwhile
    }
  }
  const below = (one: number): number[] =>
    (children.get(one) ?? []).flatMap((child) => [child, ...below(child)]);
  return below(pid);
}

/** From the third field on: the name before it may hold anything, also blanks and parentheses. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

let ticks: number | undefined;

function ticksPerSecond(): number {
  return (ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' })));
}
