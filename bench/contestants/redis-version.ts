import { execFileSync } from 'node:child_process';
import { findProgram } from '../../standalone/find-program.ts';

/** Of the Redis (or Valkey) that the contestants start. */
export function redisVersion(): string {
  const program = findProgram('redis-server', 'valkey-server');
  if (program === undefined) return 'unknown';
  return /v=(\S+)/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[1] ?? 'unknown';
}
