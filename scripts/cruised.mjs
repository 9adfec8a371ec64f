import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * The import rules, and that they were applied to anything: under a TypeScript it does not know,
 * dependency-cruiser sees no modules and passes everything.
 */
export function cruised(root, folders) {
  const { stdout, stderr } = spawnSync(
    join(root, 'node_modules/.bin/depcruise'),
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders],
    { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  let summary;
  try {
    ({ summary } = JSON.parse(stdout));
  } catch {
    return { ok: false, said: stderr || stdout };
  }
  const { totalCruised, totalDependenciesCruised, violations } = summary;
  if (!(totalCruised > 0 && totalDependenciesCruised > 0)) {
    return {
      ok: false,
      said: `dependency-cruiser saw ${totalCruised} modules and ${totalDependenciesCruised} imports: it checks nothing`,
    };
  }
  const said = violations
    .filter(({ rule }) => rule.severity === 'error')
    .map(
      ({ rule, from, to, cycle }) =>
        `${rule.name}: ${from} → ${cycle ? cycle.map(({ name }) => name).join(' → ') : to}`,
    );
  return { ok: said.length === 0, said: said.join('\n') };
}
