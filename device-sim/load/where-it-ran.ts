import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { version } from 'node:process';
import { fileURLToPath } from 'node:url';

/** What somebody has to know who wants to repeat a measurement. */
export interface WhereItRan {
  /** with a + when files were changed since; `unknown` outside a repository */
  commit: string;
  machine: string;
  node: string;
}

export function whereItRan(): WhereItRan {
  const models = cpus();
  const model = models[0]?.model.trim() || 'unknown CPU';
  const gib = Math.round(totalmem() / 2 ** 30);
  return {
    commit: commit(),
    machine: `${models.length} × ${model}, ${gib} GiB, ${type()} ${release()}`,
    node: version,
  };
}

function commit(): string {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  const git = (...args: string[]): string =>
    execFileSync('git', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return `${git('rev-parse', 'HEAD')}${git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
}
