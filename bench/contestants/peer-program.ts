import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startProgram, type Running } from '../../standalone/program.ts';
import { ROOT } from '../../standalone/start-service.ts';
import type { Releasers } from '../side-by-side/with-release.ts';

/** One of the programs in bench/peers, as a process of its own. */
export async function startPeerProgram(
  options: {
    name: string;
    args: readonly string[];
    env?: Readonly<Record<string, string>> | undefined;
    /** what it says; shown when nobody listens */
    onLine?: (line: string) => void;
  },
  releasers: Releasers,
): Promise<Running> {
  const { name, args, env, onLine = (line) => console.error(`${name}: ${line}`) } = options;
  const program = await startProgram({
    name,
    command: process.execPath,
    args: [join(ROOT, 'bench', 'peers', `${name}.mjs`), ...args],
    env: { ...process.env, ...env },
    onLine,
  });
  releasers.push(() => program.stop());
  return program;
}

/** Of an npm package in this folder. */
export function packageVersion(folder: string): string {
  const file = join(ROOT, folder, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
