import { join } from 'node:path';
import { freePort } from '../../standalone/ports.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { startPrivateInflux } from '../../standalone/private-influx.ts';
import { startPrivatePostgres } from '../../standalone/private-postgres.ts';
import type { Running } from '../../standalone/program.ts';
import { serviceEnv, type HealthUrls } from '../../standalone/service-env.ts';
import { SERVICES, startService, type ServiceName } from '../../standalone/start-service.ts';
import { waitReady } from '../../standalone/wait-ready.ts';
import { ensureAdmin } from '../../store/ensure-admin.ts';
import { migrate } from '../../store/migrate.ts';
import { controlledStore, type ControlledStore } from './controlled-store.ts';
import { freshDatabase } from './fresh-database.ts';
import { freshInflux } from './fresh-influx.ts';
import { freshRedis } from './fresh-redis.ts';
import { temporaryDir } from './temporary-dir.ts';

export interface PlatformOptions {
  /** Which services run; all that an alarm needs unless said: not the watchdog. */
  services?: readonly ServiceName[];
  /** A store of its own is needed to crash it; Redis always is one. */
  own?: { postgres?: boolean; influx?: boolean };
  /** Added to the environment of every service. */
  env?: Record<string, string>;
  /** Wait until an alarm would get through; needs the console. Default: when all of those run. */
  waitUntilReady?: boolean;
}

export interface Platform {
  readonly httpUrl: string;
  readonly mqttUrl: string;
  readonly mqttPort: number;
  readonly redisUrl: string;
  readonly databaseUrl: string;
  readonly influxUrl: string;
  readonly influxDb: string;
  readonly dataDir: string;
  readonly adminPassword: string;
  readonly health: HealthUrls;
  readonly redis: ControlledStore;
  /** Only with `own: { postgres: true }`. */
  readonly postgres: ControlledStore | undefined;
  /** Only with `own: { influx: true }`. */
  readonly influx: ControlledStore | undefined;
  /** What a service has said so far, line by line, over all its lives. */
  output(service: ServiceName): readonly string[];
  pid(service: ServiceName): number;
  /** Sends the signal (SIGKILL unless said) and resolves once the process has gone; it stays down. */
  kill(service: ServiceName, signal?: NodeJS.Signals): Promise<void>;
  /** Starts a service again, with the environment it had; resolves once it answers /healthz. */
  restart(service: ServiceName): Promise<void>;
  /** Resolves once the console says that an alarm would get through. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** What an alarm needs on its way to an operator. */
const NEEDED = SERVICES.filter((name) => name !== 'watchdog');
const ADMIN_PASSWORD = 'correct-horse-battery-staple';

/** The whole platform as real processes on free ports, with data of its own. Call `stop` in afterAll. */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const { services = NEEDED, own = {} } = options;
  const { waitUntilReady = NEEDED.every((name) => services.includes(name)) } = options;
  const releasers: (() => unknown)[] = [];
  const stop = async () => {
    for (const release of releasers.splice(0).reverse()) await release();
  };
  try {
    const { dir: dataDir, remove } = await temporaryDir();
    releasers.push(remove);
    const redis = await freshRedis();
    releasers.push(redis.remove);
    const { postgres, databaseUrl } = await openDatabase(own.postgres, dataDir, releasers);
    const { influx, influxUrl, influxDb } = await openInflux(own.influx, dataDir, releasers);
    await ensureAdmin(databaseUrl, ADMIN_PASSWORD);

    const [mqttPort, httpPort] = await Promise.all([freePort(), freePort()]);
    const { env, health } = await serviceEnv(
      { ...process.env, ...options.env },
      {
        host: '127.0.0.1',
        mqttPort,
        httpPort,
        dataDir,
        influxDb,
        logLevel: options.env?.LOG_LEVEL ?? 'info',
        logFormat: 'json',
      },
      { redisUrl: redis.url, databaseUrl, influxUrl },
    );
    // Who is not there is not missed.
    if (!services.includes('watchdog')) env.WATCHDOG_HEALTH_URL = '';
    const running = new Map<ServiceName, Running>();
    const output = new Map<ServiceName, string[]>(SERVICES.map((name) => [name, []]));
    const start = async (name: ServiceName) => {
      running.set(
        name,
        await startService({ name, env: env, onLine: (line) => output.get(name)?.push(line) }),
      );
    };
    const process_ = (name: ServiceName) => {
      const found = running.get(name);
      if (found === undefined) throw new Error(`${name} was not started: name it in options.services`);
      return found;
    };
    // Consumers stop before what they depend on; a test that forgets to stop leaves no processes behind.
    releasers.push(() => Promise.all([...running.values()].map((service) => service.stop())));
    const killAll = () => running.forEach((service) => service.kill('SIGKILL'));
    process.once('exit', killAll);
    releasers.push(() => process.off('exit', killAll));

    const ready = (failed?: Promise<Error>) =>
      waitReady(health, failed && { failed }).catch((error: unknown) => rethrowWithOutput(error, output));
    const isWatchdog = (name: ServiceName) => name === 'watchdog';
    for (const name of services) if (!isWatchdog(name)) await start(name);
    if (waitUntilReady) await ready(firstDeath(running.values()));
    // A slow start is no outage.
    if (services.some(isWatchdog)) await start('watchdog');

    return {
      httpUrl: health.console,
      mqttUrl: `mqtt://127.0.0.1:${mqttPort}`,
      mqttPort,
      redisUrl: redis.url,
      databaseUrl,
      influxUrl,
      influxDb,
      dataDir,
      adminPassword: ADMIN_PASSWORD,
      health,
      redis,
      postgres,
      influx,
      output: (name) => output.get(name) ?? [],
      pid: (name) => process_(name).pid,
      kill: async (name, signal = 'SIGKILL') => {
        process_(name).kill(signal);
        await process_(name).exited;
      },
      restart: async (name) => {
        await start(name);
        await pollUntil(() => isAlive(health[name]), { timeoutMs: 30_000 }).catch((error: unknown) =>
          rethrowWithOutput(error, output),
        );
      },
      ready: () => ready(),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A service that dies while it starts will not be ready in a minute either. */
function firstDeath(services: Iterable<Running>): Promise<Error> {
  return Promise.race(
    [...services].map(({ name, exited }) => exited.then((why) => new Error(`${name} ended (${why})`))),
  );
}

async function openDatabase(own: boolean | undefined, dataDir: string, releasers: (() => unknown)[]) {
  if (own !== true) {
    const { url, drop } = await freshDatabase();
    releasers.push(drop);
    return { databaseUrl: url, postgres: undefined };
  }
  const postgres = await controlledStore(startPrivatePostgres, join(dataDir, 'postgres'));
  releasers.push(() => postgres.stop());
  await migrate(postgres.url);
  return { databaseUrl: postgres.url, postgres };
}

async function openInflux(own: boolean | undefined, dataDir: string, releasers: (() => unknown)[]) {
  if (own !== true) {
    const { url, db, drop } = await freshInflux();
    releasers.push(drop);
    return { influxUrl: url, influxDb: db, influx: undefined };
  }
  const influx = await controlledStore(startPrivateInflux, join(dataDir, 'influx'));
  releasers.push(() => influx.stop());
  return { influxUrl: influx.url, influxDb: 'anju', influx };
}

async function isAlive(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );
}

function rethrowWithOutput(error: unknown, output: Map<string, string[]>): never {
  const said = [...output].map(([name, lines]) => `--- ${name}\n${lines.slice(-15).join('\n')}`);
  throw new Error(`${(error as Error).message}\n${said.join('\n')}`, { cause: error });
}
