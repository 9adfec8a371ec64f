import { fileURLToPath } from 'node:url';
import { startProgram, type ProgramOptions, type Running } from './program.ts';

/** In the order in which they start; the watchdog when there is something to watch. */
export const SERVICES = ['broker', 'ingest', 'alerting', 'console', 'watchdog'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Where package.json and the services' folders are. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** One service as a process of its own, from its sources. */
export async function startService(
  options: { name: ServiceName | 'device-sim'; args?: string[] } & Pick<
    ProgramOptions,
    'env' | 'pidFile' | 'onLine'
  >,
): Promise<Running> {
  const { name, args = [], ...rest } = options;
  return startProgram({
    ...rest,
    name,
    command: process.execPath,
    args: ['--import', 'tsx', '--enable-source-maps', `${name}/main.ts`, ...args],
    cwd: ROOT,
  });
}
