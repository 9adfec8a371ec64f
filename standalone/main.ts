import pino from 'pino';
import { standalone } from './app.ts';
import { parseConfig, type Config } from './config.ts';
import { prettyLine } from './output.ts';

const config = readConfig();
const onLine = (from: string, line: string) =>
  void process.stdout.write(`${config.LOG_FORMAT === 'json' ? line : prettyLine(from, line)}\n`);
const log = pino(
  { level: config.LOG_LEVEL, base: { service: 'anju' } },
  { write: (line: string) => onLine('anju', line.trimEnd()) },
);
const app = standalone({ config, log, onLine, say: (text) => void process.stdout.write(`${text}\n`) });

let signals = 0;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void onSignal(signal));
// npm start's own process holds this channel: when it is killed, nobody is left who could pass on a Ctrl-C.
process.on('disconnect', () => void onSignal('the end of npm start'));

try {
  await app.start();
} catch (error) {
  if (signals === 0) {
    process.stderr.write(`${(error as Error).message}\n`);
    log.debug({ err: error }, 'could not start');
    await app.stop();
    process.exit(1);
  }
}

async function onSignal(signal: string): Promise<void> {
  signals += 1;
  if (signals > 1) {
    log.warn('killed everything that was still running');
    app.force();
    process.exit(1);
  }
  log.info(`${signal}: stopping everything in order; once more kills at once`);
  await app.stop();
  log.info('stopped');
  process.exit(0);
}

function readConfig(): Config {
  try {
    return parseConfig(process.env, process.stdout.isTTY);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(1);
  }
}
