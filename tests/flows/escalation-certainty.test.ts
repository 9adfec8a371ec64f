import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startAlerting } from '../../alerting/app.ts';
import { alertingConfigSchema } from '../../alerting/config.ts';
import type { Alarm } from '../../contracts/alarm.ts';
import type { Channel } from '../../contracts/notification.ts';
import type { Step } from '../../contracts/policy.ts';
import { ALARM_JOB_OPTIONS, ALARM_QUEUE, QUEUE_PREFIX } from '../../contracts/queues.ts';
import { createLogger } from '../../service/create-logger.ts';
import { parseConfig } from '../../service/parse-config.ts';
import { freePort } from '../../standalone/ports.ts';
import { startPrivatePostgres } from '../../standalone/private-postgres.ts';
import { startService } from '../../standalone/start-service.ts';
import { applyAlarm } from '../../store/apply-alarm.ts';
import { migrate } from '../../store/migrate.ts';
import { newId } from '../../store/new-id.ts';
import { openStore } from '../../store/open-store.ts';
import { startAliyunProvider } from '../harness/aliyun-provider.ts';
import { controlledStore } from '../harness/controlled-store.ts';
import { freshDatabase } from '../harness/fresh-database.ts';
import { freshRedis } from '../harness/fresh-redis.ts';
import { PROVIDER_ACCOUNT, providerEnv } from '../harness/provider-env.ts';
import { registerHome } from '../harness/register-home.ts';
import { startSmtpProvider, type ReceivedMail } from '../harness/smtp-provider.ts';
import { temporaryDir } from '../harness/temporary-dir.ts';

/** Rule 2 of the house: what is late is made good within this time, ms. */
const LATE_MS = 5_000;
const PATIENCE = { timeout: 20_000, interval: 20 };

/** Calls the whole family after so many seconds each. */
const callsAfter = (seconds: readonly number[], channels: Channel[] = ['email']): Step[] =>
  seconds.map((after) => ({
    after,
    targets: [{ kind: 'contact', relations: ['family'], pick: 'all' }],
    channels,
  }));

/** All that a call needs: stores and providers of its own. Alerting is started by the test. */
async function aCentre({ steps, databaseUrl }: { steps: Step[]; databaseUrl?: string }) {
  const releasers: (() => unknown)[] = [];
  onTestFinished(async () => {
    for (const release of releasers.reverse()) await release();
  });
  const redis = await freshRedis();
  releasers.push(redis.remove);
  const fresh = databaseUrl === undefined ? await freshDatabase() : undefined;
  if (fresh) releasers.push(fresh.drop);
  const url = databaseUrl ?? fresh?.url ?? '';
  const store = openStore({ databaseUrl: url, connections: 4, onError: () => undefined });
  releasers.push(() => store.destroy());
  const mail = await startSmtpProvider();
  releasers.push(mail.stop);
  const aliyun = await startAliyunProvider(PROVIDER_ACCOUNT);
  releasers.push(aliyun.stop);
  const queueRedis = new Redis(redis.url, { maxRetriesPerRequest: null });
  queueRedis.on('error', () => undefined);
  const queue = new Queue(ALARM_QUEUE, { connection: queueRedis, prefix: QUEUE_PREFIX });
  queue.on('error', () => undefined);
  releasers.push(async () => {
    await queue.close();
    queueRedis.disconnect();
  });
  await store
    .insertInto('policies')
    .values({
      id: newId(),
      area_id: null,
      priority: 1,
      version: 1,
      steps: JSON.stringify(steps),
      created_by: newId(),
    })
    .execute();

  const env = {
    REDIS_URL: redis.url,
    DATABASE_URL: url,
    AUDIT_KEY: 'k'.repeat(32),
    ...providerEnv({ aliyunUrl: aliyun.url, smtpUrl: mail.url }),
    LOG_LEVEL: 'error',
  };
  const enqueue = (alarm: Alarm) => queue.add('alarm', alarm, { ...ALARM_JOB_OPTIONS, jobId: alarm.id });
  const opened = async (homeId: string): Promise<number> => {
    const { opened_at: at } = await store
      .selectFrom('incidents')
      .select('opened_at')
      .where('home_id', '=', homeId)
      .executeTakeFirstOrThrow();
    return at.getTime();
  };
  const mailsTo = (homeId: string): ReceivedMail[] =>
    mail.mails.filter(({ to }) => to.includes(`daughter.${homeId}@example.org`));
  return {
    redis,
    store,
    mail,
    aliyun,
    /** alerting in this process; resolves to the port of its metrics */
    alerting: async (): Promise<number> => {
      const port = await freePort();
      const logger = createLogger({ service: 'alerting', level: 'error', format: 'json' });
      const config = parseConfig(alertingConfigSchema, { ...env, ALERTING_HEALTH_PORT: String(port) });
      const running = await startAlerting(config, logger);
      releasers.push(running.stop);
      return port;
    },
    /** alerting as a process that can be killed, and is at the end */
    alertingProcess: async (): Promise<{ port: number; kill: () => Promise<void> }> => {
      const port = await freePort();
      const running = await startService({
        name: 'alerting',
        env: { ...process.env, ...env, ALERTING_HEALTH_PORT: String(port) },
      });
      const kill = async (): Promise<void> => {
        running.kill('SIGKILL');
        await running.exited;
      };
      releasers.push(kill);
      return { port, kill };
    },
    /** somebody presses in a home of her own; her daughter can be written to */
    press: async (handOver: (alarm: Alarm) => Promise<unknown> = enqueue): Promise<string> => {
      const { homeId, devices } = await registerHome(store);
      await store
        .insertInto('contacts')
        .values({
          id: newId(),
          home_id: homeId,
          name: '王丽',
          relation: 'family',
          phone: '13800000000',
          email: `daughter.${homeId}@example.org`,
          call_order: 0,
        })
        .execute();
      const now = Date.now();
      const alarm: Alarm = {
        id: randomUUID(),
        homeId,
        deviceId: devices[0]?.id ?? '',
        type: 'sos',
        priority: 1,
        at: now,
        receivedAt: now,
        test: false,
        cause: { property: 'action', value: 'emergency' },
      };
      await handOver(alarm);
      return homeId;
    },
    mailsTo,
    /** waits for so many mails; resolves to how late the last was, ms after `seconds` from the alarm */
    lateness: async (homeId: string, count: number, seconds: number): Promise<number> => {
      await vi.waitFor(() => expect(mailsTo(homeId).length).toBeGreaterThanOrEqual(count), PATIENCE);
      return (mailsTo(homeId)[count - 1]?.at ?? Infinity) - (await opened(homeId)) - seconds * 1_000;
    },
    notifications: () => store.selectFrom('notifications').selectAll().orderBy('created_at').execute(),
  };
}

/** How many rounds of calls the alerting process on this port made because its queue or its sweep brought them. */
async function roundsBy(by: 'queue' | 'sweep', port: number): Promise<number> {
  const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return Number(new RegExp(`anju_escalation_rounds_total{by="${by}"} (\\d+)`).exec(metrics)?.[1] ?? 0);
}

it('the next step is made by the sweep, at most 5 s late, when Redis is gone and does not come back', async () => {
  const centre = await aCentre({ steps: callsAfter([0, 3]) });
  const { port } = await centre.alertingProcess();
  await vi.waitFor(() => roundsBy('queue', port), PATIENCE);
  const home = await centre.press();
  await centre.lateness(home, 1, 0);
  const before = await roundsBy('sweep', port);

  await centre.redis.crash();
  const late = await centre.lateness(home, 2, 3);
  expect(late).toBeGreaterThanOrEqual(0);
  expect(late).toBeLessThan(LATE_MS);
  expect(await roundsBy('sweep', port)).toBe(before + 1);
});

it('alerting that starts while Redis is away makes every step of every incident, and its sweep is not silent', async () => {
  const centre = await aCentre({ steps: callsAfter([0, 5]) });
  await centre.redis.crash();
  const { port } = await centre.alertingProcess();
  await vi.waitFor(() => roundsBy('sweep', port), PATIENCE);
  const press = () => centre.press((alarm) => applyAlarm(centre.store, alarm, Date.now()));
  const homes = await Promise.all(Array.from({ length: 6 }, press));
  for (const home of homes) expect(await centre.lateness(home, 1, 0)).toBeLessThan(LATE_MS);
  for (const home of homes) expect(await centre.lateness(home, 2, 5)).toBeLessThan(LATE_MS);
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
  expect(await ready.text()).not.toContain('sweep_silent');
});

it('the next step is made by the sweep, at most 5 s late, when Redis has forgotten everything; the one after it by the queue again', async () => {
  const centre = await aCentre({ steps: callsAfter([0, 3, 7]) });
  const port = await centre.alerting();
  const home = await centre.press();
  await centre.lateness(home, 1, 0);
  const before = await roundsBy('sweep', port);

  await flushAll(centre.redis.url);
  expect(await centre.lateness(home, 2, 3)).toBeLessThan(LATE_MS);
  expect(await roundsBy('sweep', port)).toBe(before + 1);
  const byQueue = await roundsBy('queue', port);
  expect(await centre.lateness(home, 3, 7)).toBeLessThan(LATE_MS);
  expect(await roundsBy('queue', port)).toBe(byQueue + 1);
});

it('two processes make every step once: nobody gets a mail twice, whether queues or both sweeps bring it', async () => {
  const centre = await aCentre({ steps: callsAfter([0, 3, 7]) });
  const both = [await centre.alerting(), await centre.alerting()];
  const homes = await Promise.all(Array.from({ length: 6 }, () => centre.press()));
  for (const home of homes) await centre.lateness(home, 1, 0);
  const bySweep = async (): Promise<number> =>
    (await Promise.all(both.map((port) => roundsBy('sweep', port)))).reduce((sum, rounds) => sum + rounds, 0);
  const before = await bySweep();

  await flushAll(centre.redis.url);
  for (const home of homes) expect(await centre.lateness(home, 2, 3)).toBeLessThan(LATE_MS);
  expect(await bySweep()).toBe(before + homes.length);
  for (const home of homes) expect(await centre.lateness(home, 3, 7)).toBeLessThan(LATE_MS);
  // What had gone out twice would have arrived with the step after it.
  expect(homes.map((home) => centre.mailsTo(home).length)).toEqual(homes.map(() => 3));
  expect(new Set(centre.mail.mails.map(({ messageId }) => messageId)).size).toBe(homes.length * 3);
});

it('what a killed process had in hand is sent by another once its claim has run out, and not before', async () => {
  const centre = await aCentre({ steps: callsAfter([0]) });
  centre.mail.behave({ is: 'slow' });
  const doomed = await centre.alertingProcess();
  const home = await centre.press();
  await vi.waitFor(async () => expect(await centre.notifications()).toMatchObject([{ state: 'sending' }]), {
    ...PATIENCE,
    timeout: 40_000,
  });
  await doomed.kill();

  centre.mail.behave({ is: 'well' });
  await centre.alerting();
  // A press that comes later is told at once, so the sender works, and still leaves the other alone.
  await centre.lateness(await centre.press(), 1, 0);
  expect(centre.mailsTo(home)).toEqual([]);
  await centre.store
    .updateTable('notifications')
    .set({ claimed_at: new Date(Date.now() - 31_000) })
    .where('state', '=', 'sending')
    .execute();
  // Old by the clock is not enough: it must also have been seen unchanged for longer than an attempt takes.
  await vi.waitFor(() => expect(centre.mailsTo(home)).toHaveLength(1), { ...PATIENCE, timeout: 30_000 });
});

it('a step that came due while PostgreSQL was away is made within 5 s of its return', async () => {
  const { dir, remove } = await temporaryDir();
  onTestFinished(remove);
  const postgres = await controlledStore(startPrivatePostgres, dir);
  onTestFinished(() => postgres.stop());
  await migrate(postgres.url);
  const centre = await aCentre({ steps: callsAfter([0, 2]), databaseUrl: postgres.url });
  await centre.alerting();
  const home = await centre.press();
  const opened = Date.now() - (await centre.lateness(home, 1, 0));

  await postgres.crash();
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(opened + 2_500), PATIENCE);
  await postgres.start();
  const back = Date.now();
  await centre.lateness(home, 2, 2);
  expect((centre.mailsTo(home)[1]?.at ?? Infinity) - back).toBeLessThan(LATE_MS);
});

it('a channel that refuses brings the next one at once, without waiting for a step', async () => {
  const centre = await aCentre({ steps: callsAfter([0], ['sms', 'email']) });
  centre.aliyun.behave({ is: 'refusing', code: 'isv.MOBILE_NUMBER_ILLEGAL' });
  await centre.alerting();
  const home = await centre.press();
  await centre.lateness(home, 1, 0);
  const [sms, email] = await centre.notifications();
  expect(sms).toMatchObject({ channel: 'sms', state: 'failed', code: 'bad_address', attempts: 1 });
  expect(email).toMatchObject({ channel: 'email' });
  expect((centre.mailsTo(home)[0]?.at ?? Infinity) - (sms?.finished_at?.getTime() ?? 0)).toBeLessThan(1_000);
});

async function flushAll(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}
