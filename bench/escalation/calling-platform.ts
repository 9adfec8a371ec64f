import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { priorityOf, type Alarm, type AlarmType } from '../../contracts/alarm.ts';
import type { Relation } from '../../contracts/people.ts';
import type { Step } from '../../contracts/policy.ts';
import { ALARM_JOB_OPTIONS, ALARM_QUEUE, QUEUE_PREFIX } from '../../contracts/queues.ts';
import { startPrivatePostgres } from '../../standalone/private-postgres.ts';
import { startPrivateRedis } from '../../standalone/private-redis.ts';
import type { Running } from '../../standalone/program.ts';
import { startService } from '../../standalone/start-service.ts';
import { migrate } from '../../store/migrate.ts';
import { newId } from '../../store/new-id.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { startAliyunProvider, type AliyunProvider } from '../../tests/harness/aliyun-provider.ts';
import { controlledStore, type ControlledStore } from '../../tests/harness/controlled-store.ts';
import { PROVIDER_ACCOUNT, providerEnv } from '../../tests/harness/provider-env.ts';
import { startSmtpProvider, type SmtpProvider } from '../../tests/harness/smtp-provider.ts';
import { registerDevice } from '../../tests/harness/register-device.ts';
import { faketimeBehindSetpriv, newestFaketime } from './faketime.ts';

/** Alerting as real processes with stores and providers of its own: all that a call needs. */
export interface CallingPlatform {
  store: Store;
  databaseUrl: string;
  redisUrl: string;
  redis: ControlledStore;
  postgres: ControlledStore;
  aliyun: AliyunProvider;
  smtp: SmtpProvider;
  workers: Running[];
  startWorker: () => Promise<Running>;
  /** Sets the clock that PostgreSQL and alerting see, ms ahead of the true one. Only with `fakeClock`. */
  setClock: (ms: number) => Promise<void>;
  registerHomes: (options: HomesOptions) => Promise<CalledHome[]>;
  press: (homes: readonly CalledHome[], type?: AlarmType) => Promise<void>;
  setPolicy: (priority: 1 | 2 | 3, steps: Step[]) => Promise<void>;
  stop: () => Promise<void>;
}

export interface HomesOptions {
  homes: number;
  contacts: number;
  relation?: Relation;
}

export interface CalledHome {
  homeId: string;
  deviceId: string;
}

export async function startCallingPlatform({
  workers = 1,
  fakeClock = false,
}: { workers?: number; fakeClock?: boolean } = {}): Promise<CallingPlatform> {
  const releasers: (() => unknown)[] = [];
  const dir = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  releasers.push(() => rm(dir, { recursive: true, force: true }));
  const clockFile = join(dir, 'clock');
  await writeFile(clockFile, '+0', { mode: 0o644 });
  const faked = fakeClock ? newestFaketime(clockFile) : {};

  // PostgreSQL inherits our environment; nobody else may.
  const own = { ...process.env };
  Object.assign(process.env, await faketimeBehindSetpriv(faked, join(dir, 'bin')));
  const postgres = await controlledStore(startPrivatePostgres, join(dir, 'postgres'));
  process.env = own;
  releasers.push(() => postgres.stop());
  await migrate(postgres.url);
  const redis = await controlledStore(startPrivateRedis, join(dir, 'redis'));
  releasers.push(() => redis.stop());
  const store = openStore({ databaseUrl: postgres.url, connections: 8, onError: () => undefined });
  releasers.push(() => store.destroy());
  const aliyun = await startAliyunProvider(PROVIDER_ACCOUNT);
  releasers.push(() => aliyun.stop());
  const smtp = await startSmtpProvider();
  releasers.push(() => smtp.stop());

  const env = {
    ...process.env,
    ...faked,
    REDIS_URL: redis.url,
    DATABASE_URL: postgres.url,
    DATA_DIR: dir,
    LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
    LOG_FORMAT: 'json',
    ...providerEnv({ aliyunUrl: aliyun.url, smtpUrl: smtp.url }),
    ALIYUN_VOICE_URL: aliyun.url,
    ALLOW_LOOPBACK_TARGETS: 'true',
  };
  const running: Running[] = [];
  const startWorker = async (): Promise<Running> => {
    const worker = await startService({
      name: 'alerting',
      env,
      onLine: (line) => (process.env['BENCH_VERBOSE'] ? console.error(line) : undefined),
    });
    running.push(worker);
    return worker;
  };
  releasers.push(() => Promise.all(running.map((worker) => worker.stop())));
  for (let n = 0; n < workers; n++) await startWorker();

  const queueRedis = new Redis(redis.url, { maxRetriesPerRequest: null });
  queueRedis.on('error', () => undefined);
  const queue = new Queue(ALARM_QUEUE, { connection: queueRedis, prefix: QUEUE_PREFIX });
  queue.on('error', () => undefined);
  releasers.push(async () => {
    await queue.close();
    queueRedis.disconnect();
  });

  return {
    store,
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    redis,
    postgres,
    aliyun,
    smtp,
    workers: running,
    startWorker,
    setClock: (ms) => writeFile(clockFile, `${ms < 0 ? '-' : '+'}${Math.abs(ms) / 1_000}s`),
    registerHomes: (options) => registerHomes(store, options),
    setPolicy: async (priority, steps) => {
      await store
        .insertInto('policies')
        .values({
          id: newId(),
          area_id: null,
          priority,
          version: Math.floor(Math.random() * 1e9),
          steps: JSON.stringify(steps),
          created_by: newId(),
        })
        .execute();
    },
    press: async (homes, type = 'sos') => {
      const jobs = homes.map((home) => {
        const alarm = alarmOf(home, type);
        return { name: 'alarm', data: alarm, opts: { ...ALARM_JOB_OPTIONS, jobId: alarm.id } };
      });
      await queue.addBulk(jobs);
    },
    stop: async () => {
      for (const release of releasers.splice(0).reverse()) await release();
    },
  };
}

function alarmOf({ homeId, deviceId }: CalledHome, type: AlarmType): Alarm {
  const now = Date.now();
  return {
    id: newId(),
    homeId,
    deviceId,
    type,
    priority: priorityOf(type),
    at: now,
    receivedAt: now,
    test: false,
    cause: { property: 'action', value: 'emergency' },
  };
}

async function registerHomes(
  store: Store,
  { homes, contacts, relation = 'family' }: HomesOptions,
): Promise<CalledHome[]> {
  const areaId = newId();
  await store
    .insertInto('areas')
    .values({ id: areaId, name: areaId, path: [areaId] })
    .execute();
  const made: CalledHome[] = [];
  for (let n = 0; n < homes; n++) {
    const homeId = newId();
    await store
      .insertInto('homes')
      .values({ id: homeId, area_id: areaId, address: `幸福路 ${n + 1} 号`, timezone: 'Asia/Shanghai' })
      .execute();
    await store
      .insertInto('contacts')
      .values(
        Array.from({ length: contacts }, (_, index) => ({
          id: newId(),
          home_id: homeId,
          name: `联系人${index}`,
          relation,
          phone: `138${String(n).padStart(5, '0')}${String(index).padStart(3, '0')}`,
          email: `c${index}.${homeId}@example.org`,
          call_order: index,
        })),
      )
      .execute();
    made.push({ homeId, deviceId: (await registerDevice(store, homeId, 'sos')).id });
  }
  return made;
}
