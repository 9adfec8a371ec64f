// `npm start`: Node built-ins only, because it is what installs everything else.
import { spawn } from 'node:child_process';
import {
  ROOT,
  buildWeb,
  checkNode,
  installDependencies,
  installInflux,
  installRedis,
} from '../scripts/install-missing.mjs';

checkNode();
await installDependencies();
await installRedis();
await installInflux();
await buildWeb();

// A process group of its own: a Ctrl-C then reaches the platform once, from us, and not once from each of
// terminal, npm and us, which would count as "kill at once". The IPC channel tells it when we are gone.
const child = spawn(process.execPath, ['--import', 'tsx', 'standalone/main.ts'], {
  cwd: ROOT,
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
});

const SAME_KEY_PRESS_MS = 500;
let lastSignal = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    // The terminal signals the whole group and npm passes on its own copy.
    if (Date.now() - lastSignal < SAME_KEY_PRESS_MS) return;
    lastSignal = Date.now();
    child.kill(signal);
  });
}
child.once('error', (error) => {
  process.stderr.write(`Anju could not be started: ${error.message}\n`);
  process.exit(1);
});
child.once('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
