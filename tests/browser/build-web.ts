import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Builds the web app as people get it. A process of its own: under vitest's NODE_ENV React would be a test build. */
export async function buildWeb(): Promise<void> {
  await promisify(execFile)('node_modules/.bin/vite', ['build', '--config', 'console/web/vite.config.ts'], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
}
