// `npm run check`: everything that can be known without running Anju. All checks run, all failures are shown.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruised } from './cruised.mjs';
import { find } from './install-missing.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => join(ROOT, 'node_modules/.bin', name);
const exists = (path) => existsSync(join(ROOT, path));

const FOLDERS = [
  'contracts',
  'service',
  'store',
  'channels',
  'broker',
  'ingest',
  'alerting',
  'watchdog',
  'console',
  'device-sim',
  'standalone',
  'bench',
  'tests',
];
const present = FOLDERS.filter(exists);

const SKIPPED = /\b(it|test|describe)\.(skip|only|todo|skipIf|runIf|fails)\b/;

const command =
  (program, ...args) =>
  () =>
    new Promise((resolve) => {
      execFile(bin(program), args, { cwd: ROOT, maxBuffer: 1 << 28 }, (error, stdout, stderr) => {
        resolve({ ok: error === null, said: `${stdout}${stderr}` });
      });
    });

const composeTool = find('docker-compose');

/** With a value for every secret, as in a filled-in .env. */
function composeConfig() {
  const secrets = [
    'REDIS_PASSWORD',
    'POSTGRES_PASSWORD',
    'INFLUX_PASSWORD',
    'INFLUX_TOKEN',
    'ADMIN_PASSWORD',
    'AUDIT_KEY',
  ];
  const env = { ...process.env, ...Object.fromEntries(secrets.map((name) => [name, 'for-the-check'])) };
  const { status, stdout, stderr } = spawnSync(composeTool, ['config', '-q'], {
    cwd: ROOT,
    encoding: 'utf8',
    env,
  });
  return { ok: status === 0, said: `${stdout}${stderr}` };
}

const checks = [
  // The longest first: the others run beside it.
  ['lint', command('eslint', '--max-warnings=0', '.')],
  ['format', command('prettier', '--check', '--log-level=warn', '.')],
  ['types', command('tsc', '-p', '.')],
  ...(exists('console/web/tsconfig.json')
    ? [['web types', command('tsc', '-p', 'console/web', '--noEmit')]]
    : []),
  ['import rules', () => cruised(ROOT, present)],
  ['dead code', command('knip', '--no-progress')],
  ...(exists('docker-compose.yml')
    ? [['compose', command('dclint', '--max-warnings=0', 'docker-compose.yml')]]
    : []),
  ...(composeTool === undefined ? [] : [['compose as docker-compose reads it', composeConfig]]),
  ['no skipped tests', noSkippedTests],
];

/** Runs every check, two at a time, and says how each went; returns how many passed and failed. */
export async function check() {
  const failed = [];
  const waiting = [...checks];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, run] = next;
      const started = Date.now();
      const { ok, said } = await run();
      if (!ok) failed.push(name);
      process.stdout.write(
        `${ok ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
      );
      if (!ok) process.stdout.write(`${said.trimEnd().replaceAll(/^/gm, '    ')}\n`);
    }
  };
  await Promise.all([work(), work()]);
  if (failed.length > 0) process.stdout.write(`Failed checks: ${failed.join(', ')}\n`);
  return { passed: checks.length - failed.length, failed: failed.length };
}

/** A test that is skipped or run alone is a promise nobody checks. */
function noSkippedTests() {
  const found = [];
  const look = (folder) => {
    for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory() && entry.name !== 'node_modules') look(path);
      else if (/\.test\.tsx?$/.test(entry.name)) {
        const lines = readFileSync(join(ROOT, path), 'utf8').split('\n');
        lines.forEach(
          (line, index) => SKIPPED.test(line) && found.push(`${path}:${index + 1}: ${line.trim()}`),
        );
      }
    }
  };
  present.forEach(look);
  return { ok: found.length === 0, said: found.join('\n') };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit((await check()).failed === 0 ? 0 : 1);
