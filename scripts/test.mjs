// `npm test`: installs what is missing and runs every check. Node built-ins only, like npm start.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ROOT,
  buildWeb,
  checkNode,
  installChromium,
  installCompose,
  installDependencies,
  installInflux,
  installRedis,
} from './install-missing.mjs';

checkNode();
await installDependencies();
await installRedis();
await installInflux();
const chromium = await installChromium();
await installCompose();
await buildWeb();

const { check } = await import('./check.mjs');
const checks = await check();
const tests = await vitest();
const passed = checks.passed + tests.passed;
const failed = checks.failed + tests.failed;
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

/** Runs vitest with its output shown; scripts/count-tests.mjs counts for us. */
async function vitest() {
  const dir = mkdtempSync(join(tmpdir(), 'anju-counts-'));
  const counts = join(dir, 'counts.json');
  const args = ['run', '--reporter=default', '--reporter=./scripts/count-tests.mjs'];
  const child = spawn(process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, CHROMIUM_PATH: chromium, ANJU_TEST_COUNTS: counts },
  });
  const code = await new Promise((resolve) => child.once('exit', resolve));
  try {
    const { passed, failed } = JSON.parse(readFileSync(counts, 'utf8'));
    // Vitest also fails for what belongs to no test, such as a setup that broke.
    return { passed, failed: code === 0 ? failed : Math.max(failed, 1) };
  } catch {
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
