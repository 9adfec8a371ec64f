import { appendFileSync, mkdirSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Random } from '../../device-sim/seeded-random.ts';
import { freePort } from '../../standalone/ports.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { startPrivateInflux } from '../../standalone/private-influx.ts';
import { startPrivatePostgres } from '../../standalone/private-postgres.ts';
import { startPrivateRedis } from '../../standalone/private-redis.ts';
import type { PrivateStore, PrivateStoreOptions } from '../../standalone/private-store.ts';
import type { Running } from '../../standalone/program.ts';
import { startService, type ServiceName } from '../../standalone/start-service.ts';
import { ensureAdmin } from '../../store/ensure-admin.ts';
import { migrate } from '../../store/migrate.ts';
import { startAliyunProvider, type AliyunProvider } from '../harness/aliyun-provider.ts';
import { startSmtpProvider, type SmtpProvider } from '../harness/smtp-provider.ts';
import { openFalseClock, type FalseClock } from './false-clock.ts';
import { startMortalPart, type Death, type MortalPart } from './mortal-part.ts';
import {
  INSTANCES,
  linkName,
  serviceOf,
  storesOf,
  type Twin,
  type Instance,
  type PartName,
  type StoreName,
} from './parts.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import type { ProxyMood } from './proxy-mood.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

export interface DoubledPlatform {
  part: (name: PartName) => MortalPart;
  /** spoils a link, by its name */
  spoil: (link: string, mood: ProxyMood) => void;
  readonly disk: SmallDisk;
  readonly clock: FalseClock;
  /** of the balancer in front of both brokers */
  readonly mqttPort: number;
  readonly consoleUrls: readonly string[];
  readonly health: Readonly<Record<Instance, string>>;
  /** past all proxies */
  readonly urls: Readonly<Record<StoreName, string>>;
  readonly influxDb: string;
  readonly adminPassword: string;
  readonly aliyun: AliyunProvider;
  readonly smtp: SmtpProvider;
  stop: () => Promise<void>;
}

export interface DoubledPlatformOptions {
  random: Random;
  /** of the run, to know how much is going to be stored */
  minutes: number;
  /** gets a file with everything that each part says */
  logDir: string;
  onLine: (part: PartName, line: string) => void;
  onDeath: (part: PartName, death: Death) => void;
}

const ADMIN_PASSWORD = 'correct-horse-battery-staple';
const ACCOUNT = { accessKeyId: 'chaos', accessKeySecret: 'chaos-secret' };
const INFLUX_DB = 'anju';
const DISK_BYTES = 4 << 30;
const DISK_BYTES_PER_MINUTE = 150 << 20;
const START: Record<StoreName, (options: PrivateStoreOptions) => Promise<PrivateStore>> = {
  redis: startPrivateRedis,
  postgres: startPrivatePostgres,
  influx: startPrivateInflux,
};

/**
 * Two of every service and one of every store as real processes, a proxy in each way between them and in front of the
 * brokers, their data on a disk of its own, a clock that can be set, and providers that count who was called.
 */
export async function startDoubledPlatform(options: DoubledPlatformOptions): Promise<DoubledPlatform> {
  const { random, minutes, logDir, onDeath } = options;
  const releasers: (() => unknown)[] = [];
  const stop = async (): Promise<void> => {
    for (const release of releasers.splice(0).reverse()) await release();
  };
  mkdirSync(logDir, { recursive: true });
  const lineOf = (part: PartName) => (line: string) => {
    appendFileSync(join(logDir, `${part}.log`), `${line}\n`);
    options.onLine(part, line);
  };
  try {
    const dir = await mkdtemp(join(tmpdir(), 'anju-chaos-'));
    releasers.push(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
    await chmod(dir, 0o711);
    const bytes = Math.min(DISK_BYTES + minutes * DISK_BYTES_PER_MINUTE, freemem() / 2);
    const disk = mountSmallDisk(join(dir, 'disk'), bytes);
    releasers.push(() => disk.unmount());
    const clock = await openFalseClock(join(dir, 'clock'));
    const aliyun = await startAliyunProvider(ACCOUNT);
    releasers.push(() => aliyun.stop());
    const smtp = await startSmtpProvider();
    releasers.push(() => smtp.stop());

    const parts = new Map<PartName, MortalPart>();
    const addPart = async (name: PartName, start: () => Promise<Running>): Promise<void> => {
      const part = await startMortalPart({ name, start, onDeath: (death) => onDeath(name, death) });
      releasers.push(() => part.stop());
      parts.set(name, part);
    };
    const urls: Partial<Record<StoreName, string>> = {};
    const ports: Partial<Record<StoreName, number>> = {};
    for (const name of ['redis', 'postgres', 'influx'] as const) {
      const start = async (): Promise<Running> => {
        const port = ports[name];
        const running = await START[name]({
          dir: join(disk.dir, name),
          onLine: lineOf(name),
          ...(port !== undefined && { port }),
          ...(name === 'postgres' &&
            clock.problem === undefined && { env: { ...process.env, ...clock.envBehindSetpriv } }),
        });
        urls[name] ??= running.url;
        ports[name] ??= running.port;
        return running;
      };
      await addPart(name, start);
    }
    // Whoever forgets to stop leaves no processes and no mounts behind.
    const killAll = (): void => {
      for (const part of parts.values()) part.destroy();
      disk.unmount();
    };
    process.once('exit', killAll);
    releasers.push(() => process.off('exit', killAll));
    const known = urls as Record<StoreName, string>;
    await migrate(known.postgres);
    await ensureAdmin(known.postgres, ADMIN_PASSWORD);

    const proxies = new Map<string, { proxy: TcpProxy; upstream: number }>();
    const addProxy = async (upstreams: readonly number[], names: readonly string[]): Promise<number> => {
      const proxy = await startTcpProxy({ upstreams, random });
      releasers.push(() => proxy.stop());
      names.forEach((name, upstream) => proxies.set(name, { proxy, upstream }));
      return proxy.port;
    };
    const mqttPorts = { 'broker-1': await freePort(), 'broker-2': await freePort() };
    const mqttPort = await addProxy(Object.values(mqttPorts), [
      linkName({ from: 'devices', to: 'broker-1' }),
      linkName({ from: 'devices', to: 'broker-2' }),
    ]);
    const healthPorts = new Map<Instance, number>();
    for (const instance of INSTANCES) healthPorts.set(instance, await freePort());
    const health = Object.fromEntries(
      [...healthPorts].map(([instance, port]) => [instance, `http://127.0.0.1:${port}`]),
    ) as Record<Instance, string>;
    const both = (service: Twin): string => `${health[`${service}-1`]},${health[`${service}-2`]}`;
    const common: NodeJS.ProcessEnv = {
      ...process.env,
      ...clock.env,
      HOST: '127.0.0.1',
      DATA_DIR: disk.dir,
      INFLUX_DB,
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
      MQTT_URL: `mqtt://127.0.0.1:${mqttPort}`,
      AUDIT_KEY: 'chaos'.repeat(8),
      SESSION_SECRET: 'chaos'.repeat(8),
      BROKER_HEALTH_URL: both('broker'),
      INGEST_HEALTH_URL: both('ingest'),
      ALERTING_HEALTH_URL: both('alerting'),
      CONSOLE_HEALTH_URL: both('console'),
      WATCHDOG_HEALTH_URL: health.watchdog,
      CANARY_EVERY_MS: '10000',
      CANARY_SILENT_MS: '30000',
      PLATFORM_CONTACTS: 'mailto:ops@example.org',
      SMTP_URL: smtp.url,
      MAIL_FROM: 'anju@example.org',
      ALIYUN_ACCESS_KEY_ID: ACCOUNT.accessKeyId,
      ALIYUN_ACCESS_KEY_SECRET: ACCOUNT.accessKeySecret,
      ALIYUN_SMS_SIGN: '安居',
      ALIYUN_SMS_TEMPLATES: 'alarm.zh-CN=SMS_1,stand_down.zh-CN=SMS_2,closed.zh-CN=SMS_3',
      ALIYUN_SMS_URL: aliyun.url,
      ALIYUN_VOICE_URL: aliyun.url,
      ALLOW_LOOPBACK_TARGETS: 'true',
    };
    const envOf = async (instance: Instance): Promise<NodeJS.ProcessEnv> => {
      const env = { ...common };
      for (const store of storesOf(instance)) {
        const url = new URL(known[store]);
        url.port = String(await addProxy([ports[store] ?? 0], [linkName({ from: instance, to: store })]));
        env[URL_VARIABLE[store]] = url.href.replace(/\/$/, '');
      }
      const service = serviceOf(instance);
      const port = String(healthPorts.get(instance));
      if (service === 'console') env['HTTP_PORT'] = port;
      else env[`${service.toUpperCase()}_HEALTH_PORT`] = port;
      if (instance === 'broker-1' || instance === 'broker-2') env['MQTT_PORT'] = String(mqttPorts[instance]);
      return env;
    };
    const addService = async (instance: Instance): Promise<void> => {
      const env = await envOf(instance);
      const name: ServiceName = serviceOf(instance);
      await addPart(instance, () => startService({ name, env, onLine: lineOf(instance) }));
    };
    await Promise.all(INSTANCES.filter((instance) => instance !== 'watchdog').map(addService));
    for (const instance of INSTANCES) {
      if (instance !== 'watchdog')
        await pollUntil(() => isReady(health[instance]), { timeoutMs: 60_000, everyMs: 100 });
    }
    // A slow start is no outage.
    await addService('watchdog');

    return {
      part: (name) => {
        const part = parts.get(name);
        if (part === undefined) throw new Error(`there is no part ${name}`);
        return part;
      },
      spoil: (link, mood) => {
        const found = proxies.get(link);
        if (found === undefined) throw new Error(`there is no link ${link}`);
        found.proxy.behave(found.upstream, mood);
      },
      disk,
      clock,
      mqttPort,
      consoleUrls: [health['console-1'], health['console-2']],
      health,
      urls: known,
      influxDb: INFLUX_DB,
      adminPassword: ADMIN_PASSWORD,
      aliyun,
      smtp,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const URL_VARIABLE: Record<StoreName, string> = {
  redis: 'REDIS_URL',
  postgres: 'DATABASE_URL',
  influx: 'INFLUX_URL',
};

/** `/readyz` says that an alarm would get through. */
export async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/readyz`, { signal: AbortSignal.timeout(3_000) }).then(
    (answer) => answer.ok,
    () => false,
  );
}
