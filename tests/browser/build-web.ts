import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Builds the web app as people get it. A process of its own: under vitest's NODE_ENV React would be a test build. Where
 * the platform has it, it is built only when its sources are newer: a build empties the folder under the pages that
 * another test has open.
 * @param outDir elsewhere than where the platform has it: always built
 */
export async function buildWeb(outDir?: string): Promise<void> {
  const env = { ...process.env, NODE_ENV: 'production' };
  const run = promisify(execFile);
  if (outDir === undefined) {
    const build = "import('./scripts/install-missing.mjs').then(({ buildWeb }) => buildWeb())";
    await run(process.execPath, ['--input-type=module', '--eval', build], { env });
    return;
  }
  const args = ['build', '--config', 'console/web/vite.config.ts', '--outDir', outDir];
  await run('node_modules/.bin/vite', args, { env });
}
