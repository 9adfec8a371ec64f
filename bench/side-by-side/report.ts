import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Comparison } from './comparison.ts';
import { comparisonTable, judge } from './comparison-table.ts';
import { spreadOf } from './statistics.ts';

/** Arguments that every benchmark side by side has. */
export const reportArgs = {
  rounds: { type: 'string', default: '3', description: 'turns of each contestant' },
  json: { type: 'string', description: 'file for all figures (default: ./data/bench/NAME-DATE.json)' },
} as const;

/** Prints the tables and writes everything that was measured, and on what, as JSON. */
export function report(options: {
  /** of the benchmark */
  name: string;
  comparisons: readonly Comparison[];
  /** how it was called */
  options: Readonly<Record<string, unknown>>;
  json?: string | undefined;
  now?: Date;
}): void {
  const { name, comparisons, now = new Date() } = options;
  const file = options.json ?? join('data', 'bench', `${name}-${now.toISOString().replaceAll(':', '')}.json`);
  const machine = {
    cpus: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
  };
  const written = {
    name,
    at: now.toISOString(),
    commit: commit(),
    machine,
    options: options.options,
    comparisons: comparisons.map((comparison) => ({
      title: comparison.title,
      contestants: comparison.contestants.map((one) => ({ ...one, summary: summary(one.rounds) })),
      aims: comparison.aims.map((aim) => ({ ...aim, measured: judge(aim, comparison) })),
    })),
  };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(written, null, 2)}\n`);
  const versions: Record<string, string> = { Node: machine.node };
  for (const { contestants } of comparisons) {
    for (const one of contestants) Object.assign(versions, one.versions);
  }
  console.log(`\n${comparisons.map(comparisonTable).join('\n')}`);
  console.log(
    `${machine.cpus}, ${machine.system}; ${Object.entries(versions)
      .map(([program, version]) => `${program} ${version}`)
      .join(', ')}. All rounds are in ${file}.`,
  );
}

function summary(rounds: Comparison['contestants'][number]['rounds']) {
  const figures = [...new Set(rounds.flatMap(Object.keys))];
  return Object.fromEntries(
    figures.map((figure) => [figure, spreadOf(rounds.flatMap((round) => round[figure] ?? []))]),
  );
}

/** With a plus when there is more in the folder than was committed; a copy without git has none. */
function commit(): string {
  const git = (...args: string[]) =>
    execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return 'unknown';
  }
}
