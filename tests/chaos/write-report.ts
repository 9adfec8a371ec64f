import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { version } from 'node:process';
import { findProgram } from '../../standalone/find-program.ts';
import { ROOT } from '../../standalone/start-service.ts';
import type { ChaosResult } from './chaos-result.ts';
import { drawReport, type Circumstances } from './draw-report.ts';

/** `report.json` with everything, `report.html` for people. */
export async function writeReport(dir: string, result: ChaosResult): Promise<void> {
  await mkdir(dir, { recursive: true });
  const circumstances = lookAround();
  await writeFile(join(dir, 'report.json'), JSON.stringify({ ...circumstances, ...result }, null, 1));
  await writeFile(join(dir, 'report.html'), drawReport(result, circumstances));
}

function lookAround(): Circumstances {
  const firstLine = (command: string | undefined, ...args: string[]): string => {
    try {
      return command === undefined
        ? 'not found'
        : (execFileSync(command, args, { cwd: ROOT, encoding: 'utf8' }).split('\n')[0] ?? '');
    } catch {
      return 'unknown';
    }
  };
  const changed = firstLine('git', 'status', '--porcelain') === '' ? '' : ' with changes';
  return {
    commit: firstLine('git', 'rev-parse', '--short', 'HEAD') + changed,
    versions: {
      node: version,
      redis: firstLine(findProgram('redis-server', 'valkey-server'), '--version'),
      influx: firstLine(findProgram('influxd'), 'version'),
      kernel: release(),
    },
    machine: `${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
}
