import { ConfigError } from '../service/parse-config.ts';
import { createLogger } from '../service/create-logger.ts';
import { standalone } from './app.ts';
import { readConfig, type StandaloneConfig } from './config.ts';

const config = readConfigOrExit();
const { LOG_LEVEL: level, LOG_FORMAT: format } = config;
const log = createLogger({ service: 'anju', level, format });
const app = standalone({
  config,
  log,
  say: (text) => void process.stdout.write(`${text}\n`),
  // A line of a log already names its service; anything else (a stack of a crash) is given the name.
  onLine: (from, line) => {
    const isLog = /^(\{|\d\d:\d\d:\d\d)/.test(line);
    process.stdout.write(isLog ? `${line}\n` : `${from} | ${line}\n`);
  },
});

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
  log.info(`${signal}: everything stops in order; once more kills at once`);
  await app.stop();
  log.info('stopped');
  process.exit(0);
}

function readConfigOrExit(): StandaloneConfig {
  try {
    return readConfig(process.env, process.stdout.isTTY);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exit(error instanceof ConfigError ? 78 : 1); // EX_CONFIG, as the services do
  }
}
