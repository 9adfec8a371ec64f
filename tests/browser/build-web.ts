import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Builds the web app as people get it. A process of its own: under vitest's NODE_ENV React would be a test build.
 * @param outDir elsewhere than where the platform has it, so that two tests can build at the same time
 */
export async function buildWeb(outDir?: string): Promise<void> {
  const args = ['build', '--config', 'console/web/vite.config.ts'];
  if (outDir !== undefined) args.push('--outDir', outDir);
  await promisify(execFile)('node_modules/.bin/vite', args, {
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
