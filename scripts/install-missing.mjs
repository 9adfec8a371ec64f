// Node built-ins only: this runs on a machine that has nothing but Node and npm.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** One line in front of what may take a while. */
export const say = (text) => process.stdout.write(`anju: ${text}\n`);

export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Node ${process.versions.node} is too old: Anju needs 20.19 or newer. See https://nodejs.org.`);
}

/** Ends the program with one clear message. */
export function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

/** `npm ci` when node_modules is not what package-lock.json says. */
export async function installDependencies() {
  const modules = join(ROOT, 'node_modules');
  const link = lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  // A link leads to somebody else's folder: not ours to empty.
  if (link) return;
  const stamp = join(modules, '.anju-lock-hash');
  const lock = join(ROOT, 'package-lock.json');
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (read(stamp) === hash) return;
  // Somebody ran npm by hand after the lockfile changed: good as well.
  const npms = statSync(join(modules, '.package-lock.json'), { throwIfNoEntry: false });
  if (npms === undefined || npms.mtimeMs < statSync(lock).mtimeMs) {
    await run('installing npm dependencies', ...npm('ci', '--include=dev', '--no-audit', '--no-fund'));
  }
  writeFileSync(stamp, hash);
}

/** Redis is the one thing that Anju cannot do without. */
export async function installRedis() {
  if (process.env.REDIS_URL || find('redis-server', 'valkey-server')) return;
  const done =
    (await installPackage('Redis', { apt: 'redis-server', brew: 'redis' })) ||
    (await installPackage('Valkey', { apt: 'valkey-server', brew: 'valkey' }));
  if (done && find('redis-server', 'valkey-server')) return;
  fail(
    'Redis is missing and could not be installed (no rights, or no package manager that Anju knows).\n' +
      'Install redis-server or valkey-server, for example "sudo apt-get install redis-server", or set REDIS_URL.',
  );
}

/** Without InfluxDB alarms work and readings wait in the spool, so this only warns. */
export async function installInflux() {
  if (process.env.INFLUX_URL || find('influxd')) return;
  const done = await installPackage('InfluxDB', { apt: 'influxdb', brew: 'influxdb@1' });
  if (done && find('influxd')) return;
  say(
    'WARNING: InfluxDB could not be installed. Alarms work; readings wait in the spool. Install influxd or set INFLUX_URL.',
  );
}

/** For the browser tests; returns its path. */
export async function installChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const set = process.env.CHROMIUM_PATH;
  if (set) return set;
  await installChineseFont();
  const found = find(...names);
  if (found) return found;
  await installPackage('Chromium', { apt: 'chromium', brew: 'chromium' });
  const installed = find(...names) ?? macChromium();
  if (installed) return installed;
  return fail(
    'Chromium is missing and could not be installed. Install it, or set CHROMIUM_PATH to a Chromium or Chrome.',
  );
}

/** Reads docker-compose.yml as its users' tool does; where it cannot be had, the linter alone has to do. */
export async function installCompose() {
  if (!find('docker-compose'))
    await installPackage('docker-compose', { apt: 'docker-compose', brew: 'docker-compose' });
  return find('docker-compose');
}

/** What the benchmarks measure Anju against. */
export async function installMosquitto() {
  if (find('mosquitto')) return;
  const done = await installPackage('Mosquitto', { apt: 'mosquitto', brew: 'mosquitto' });
  if (done && find('mosquitto')) return;
  fail('Mosquitto is missing and could not be installed: install it, or leave it out with --against.');
}

/** The npm packages of the peers have a lockfile of their own: nobody but the benchmarks needs them. */
export async function installPeers() {
  const dir = join(ROOT, 'bench/peers');
  if (existsSync(join(dir, 'node_modules'))) return;
  await run(
    'installing the npm packages of the peers',
    ...npm('ci', '--prefix', dir, '--no-audit', '--no-fund'),
  );
}

/** Without one a bare server draws boxes for every Chinese character: nothing fails, and no screenshot is worth a look. */
async function installChineseFont() {
  const dir = '/usr/share/fonts';
  if (process.platform !== 'linux' || existsSync(join(dir, 'opentype/noto/NotoSansCJK-Regular.ttc'))) return;
  await installPackage('a Chinese font', { apt: 'fonts-noto-cjk', brew: 'font-noto-sans-cjk' });
}

/** Builds the web app when its sources are newer than what was built; a checkout without one is fine. */
export async function buildWeb() {
  const config = 'console/web/vite.config.ts';
  if (!existsSync(join(ROOT, config))) return;
  const built = statSync(join(ROOT, 'dist/web/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const newest = Math.max(
    ...['console/web', 'contracts', 'package-lock.json'].map((path) => newestIn(join(ROOT, path))),
  );
  if (built >= newest) return;
  await run('building the web app', process.execPath, [
    join(ROOT, 'node_modules/vite/bin/vite.js'),
    'build',
    '--config',
    config,
  ]);
}

// ---- finding

const FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'].concat(
  ['/opt/homebrew', '/usr/local'].map((prefix) => `${prefix}/opt/influxdb@1/bin`),
);

export function find(...names) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...FOLDERS].filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function macChromium() {
  const path = '/Applications/Chromium.app/Contents/MacOS/Chromium';
  return isExecutable(path) ? path : undefined;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function newestIn(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return stat.mtimeMs;
  // The folder's own time tells of a file that was removed.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

// ---- installing

const APT = `
set -e
policy=/usr/sbin/policy-rc.d
# Debian starts a service it has installed; ours runs beside it, from its program alone.
if [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  printf '#!/bin/sh\\nexit 101\\n' > $policy
  chmod +x $policy
fi
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
apt-get update -q || true
apt-get install -y -q --no-install-recommends "$1"
if command -v systemctl >/dev/null; then systemctl disable "$1" >/dev/null 2>&1 || true; fi
`;

async function installPackage(what, { apt, brew }) {
  const how = installer(apt, brew);
  if (how === undefined) return false;
  return run(`installing ${what}`, ...how, { mayFail: true });
}

function installer(apt, brew) {
  if (process.platform === 'darwin') return find('brew') ? ['brew', ['install', brew]] : undefined;
  if (!find('apt-get')) return undefined;
  if (process.getuid?.() === 0) return ['sh', ['-c', APT, 'sh', apt]];
  const maySudo = find('sudo') && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
  return maySudo ? ['sudo', ['-n', 'sh', '-c', APT, 'sh', apt]] : undefined;
}

function npm(...args) {
  const cli = process.env.npm_execpath;
  return cli?.endsWith('.js') ? [process.execPath, [cli, ...args]] : ['npm', args];
}

/** Runs a command with its output shown, and says that it is still at work when it is silent for long. */
export async function run(what, command, args, { mayFail = false } = {}) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(0)} s`;
  say(`${what} …`);
  const still = setInterval(() => say(`still ${what} (${seconds()})`), 10_000);
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal ?? code));
  });
  clearInterval(still);
  if (ended === 0) {
    say(`${what}: done in ${seconds()}`);
    return true;
  }
  if (!mayFail) fail(`${what} failed (${ended}): ${command} ${args.join(' ')}`);
  say(`${what}: failed (${ended})`);
  return false;
}
