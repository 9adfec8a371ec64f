import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { pollUntil } from './poll-until.ts';
import { processIdentity } from './process-identity.ts';

const noted = z.object({ pid: z.number().int().positive(), identity: z.string() });

/** Notes a process together with its start time: a number alone may belong to somebody else tomorrow. */
export function notePid(file: string, pid: number): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid, identity: processIdentity(pid) ?? '' }));
}

export function forgetPid(file: string): void {
  rmSync(file, { force: true });
}

/** The noted process if that very process still lives. */
export function livingPid(file: string): number | undefined {
  try {
    const { pid, identity } = noted.parse(JSON.parse(readFileSync(file, 'utf8')));
    return processIdentity(pid) === identity ? pid : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Ends what a killed instance left running, in the order of a normal stop; returns the names.
 * PostgreSQL takes SIGINT as "fast shutdown", SIGTERM would wait for its clients.
 */
export async function endOrphans(pidDir: string, order: readonly string[]): Promise<string[]> {
  const ended: string[] = [];
  const names = readdirSync(pidDir, { withFileTypes: false })
    .map(String)
    .sort((a, b) => order.indexOf(a) - order.indexOf(b));
  for (const name of names) {
    const file = join(pidDir, name);
    const pid = livingPid(file);
    if (pid !== undefined) {
      await endProcess(pid, () => livingPid(file) === undefined, name === 'postgres' ? 'SIGINT' : 'SIGTERM');
      ended.push(name);
    }
    forgetPid(file);
  }
  return ended;
}

async function endProcess(pid: number, isGone: () => boolean, signal: NodeJS.Signals): Promise<void> {
  process.kill(pid, signal);
  try {
    await pollUntil(isGone, { timeoutMs: 15_000 });
  } catch {
    process.kill(pid, 'SIGKILL');
    await pollUntil(isGone, { timeoutMs: 5_000 });
  }
}
