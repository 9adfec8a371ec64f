import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from '../service/create-logger.ts';
import { ensureAdmin } from '../store/ensure-admin.ts';
import { migrate } from '../store/migrate.ts';
import { banner } from './banner.ts';
import type { StandaloneConfig } from './config.ts';
import { lockDataDir } from './data-dir.ts';
import { endOrphans } from './pid-files.ts';
import { listenProblem } from './ports.ts';
import { serviceEnv } from './service-env.ts';
import { SERVICES, startService } from './start-service.ts';
import { startSimulator } from './start-simulator.ts';
import { startStores } from './stores.ts';
import { keptVapidKeys } from './kept-vapid-keys.ts';
import { supervise, type Supervised } from './supervise.ts';
import { waitReady } from './wait-ready.ts';

/**
 * Devices first, so that nothing new comes in while the rest finishes; before the parts that it watches the watchdog,
 * which must not call anybody because of an orderly stop; the stores last.
 */
const STOP_ORDER = [
  'device-sim',
  'watchdog',
  ...SERVICES.filter((name) => name !== 'watchdog'),
  'influx',
  'postgres',
  'redis',
] as const;

/** What a service ends with when a variable is wrong: starting it again cannot help. */
const EX_CONFIG = 'exit code 78';

export interface Standalone {
  /** Resolves when everything is ready; throws the first thing that is in the way. */
  start(): Promise<void>;
  /** Stops everything in order; may be called during the start. */
  stop(): Promise<void>;
  /** Kills what is left. */
  force(): void;
}

export function standalone(options: {
  config: StandaloneConfig;
  log: Logger;
  say: (text: string) => void;
  onLine: (from: string, line: string) => void;
}): Standalone {
  const { config, log, say, onLine } = options;
  const parts = new Map<string, Supervised>();
  const stopping = new AbortController();
  let misconfigured: (service: string) => void = () => undefined;
  let unlock: () => void = () => undefined;
  const pidDir = join(config.DATA_DIR, 'pids');
  const watched = (name: string) => ({
    pidFile: join(pidDir, name),
    onLine: (line: string) => onLine(name, line),
  });
  const opened = (part: Supervised) => void parts.set(part.name, part);

  const start = async () => {
    unlock = lockDataDir(config.DATA_DIR);
    mkdirSync(pidDir, { recursive: true });
    const orphans = await endOrphans(pidDir, STOP_ORDER);
    if (orphans.length > 0) log.warn(`ended what an earlier Anju left running: ${orphans.join(', ')}`);
    await refuseTakenPorts(config);
    stopping.signal.throwIfAborted();

    const stores = await startStores({ config, log, opened });
    stopping.signal.throwIfAborted();
    await migrate(stores.databaseUrl);
    const admin = await ensureAdmin(stores.databaseUrl, config.ADMIN_PASSWORD);
    // Said at once: it is nowhere else, and the rest of the start may still fail.
    if (admin.password !== undefined && config.ADMIN_PASSWORD === undefined) {
      say(`First login: admin, password ${admin.password}`);
    }
    const settings = {
      host: config.HOST,
      mqttPort: config.MQTT_PORT,
      httpPort: config.HTTP_PORT,
      dataDir: config.DATA_DIR,
      influxDb: config.INFLUX_DB,
      logLevel: config.LOG_LEVEL,
      logFormat: config.LOG_FORMAT,
    };
    const base = { ...(await keptVapidKeys(config.DATA_DIR, process.env)), ...process.env };
    const { env, health } = await serviceEnv(base, settings, stores);
    stopping.signal.throwIfAborted();
    const failed = new Promise<Error>((resolve) => {
      stopping.signal.addEventListener('abort', () => resolve(stopping.signal.reason as Error));
      misconfigured = (name) => resolve(new Error(`${name} refuses its configuration; it says why above.`));
    });
    for (const name of SERVICES) {
      const run = async () => {
        const service = await startService({ name, env: env, ...watched(name) });
        void service.exited.then((why) => why === EX_CONFIG && misconfigured(name));
        return service;
      };
      opened(await supervise({ name, log, start: run }));
    }
    await waitReady(health, { failed });
    stopping.signal.throwIfAborted();
    if (config.SIM_HOMES > 0) {
      const adminPassword = config.ADMIN_PASSWORD ?? admin.password;
      const run = () => startSimulator({ config, adminPassword, ...watched('device-sim') });
      opened(await supervise({ name: 'device-sim', log, start: run }));
    }
    say(banner(config, admin));
  };

  let started: Promise<void> | undefined;
  return {
    start: () => (started = start()),
    stop: async () => {
      stopping.abort(new Error('stopped while starting'));
      await started?.catch(() => undefined);
      for (const name of STOP_ORDER) await parts.get(name)?.stop();
      unlock();
    },
    force: () => {
      for (const part of parts.values()) part.current()?.kill('SIGKILL');
    },
  };
}

async function refuseTakenPorts(config: StandaloneConfig): Promise<void> {
  for (const name of ['MQTT_PORT', 'MQTTS_PORT', 'HTTP_PORT'] as const) {
    const port = config[name];
    const problem = port === undefined ? undefined : await listenProblem(port, config.HOST);
    if (problem === undefined) continue;
    throw new Error(
      problem === 'EADDRINUSE'
        ? `${name} is ${port}, and that port is in use on ${config.HOST}. Stop what uses it, or set ${name}.`
        : `${name} is ${port}, and listening there on HOST ${config.HOST} is refused (${problem}). Set ${name} or HOST.`,
    );
  }
}
