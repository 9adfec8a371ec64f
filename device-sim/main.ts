import { ConfigError } from '../service/parse-config.ts';
import { createLogger } from '../service/create-logger.ts';
import { runSimulator } from './app.ts';
import { readConfig } from './config.ts';

const stopping = new AbortController();
let stoppedAt = Infinity;
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => {
    // Ctrl-C reaches npm, tsx and us, and they pass it on: only one that comes later is meant as a second.
    if (Date.now() - stoppedAt > 1000) process.exit(1);
    stoppedAt = Math.min(stoppedAt, Date.now());
    stopping.abort();
  });
}

try {
  const config = readConfig(process.env);
  const log = createLogger({ service: 'device-sim', level: config.LOG_LEVEL, format: config.LOG_FORMAT });
  await runSimulator(process.argv.slice(2), {
    config,
    log,
    say: (line) => void process.stdout.write(`${line}\n`),
    terminal: process.stderr.isTTY ? process.stderr : undefined,
    signal: stopping.signal,
    fail: () => void (process.exitCode = 1),
  });
} catch (error) {
  process.exitCode = 1;
  const known =
    error instanceof Error && ['SimError', 'ApiError', 'CLIError', 'ConnectionRefused'].includes(error.name);
  const shown =
    known || error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : error;
  process.stderr.write(`device-sim: ${String(shown)}\n`);
}
