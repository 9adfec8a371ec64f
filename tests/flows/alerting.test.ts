import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startAlerting } from '../../alerting/app.ts';
import { alertingConfigSchema } from '../../alerting/config.ts';
import type { Alarm } from '../../contracts/alarm.ts';
import { incidentSchema, type Incident } from '../../contracts/incident.ts';
import { ALARM_JOB_OPTIONS, ALARM_QUEUE, LIVE_CHANNEL, QUEUE_PREFIX } from '../../contracts/queues.ts';
import { createLogger } from '../../service/create-logger.ts';
import { parseConfig } from '../../service/parse-config.ts';
import { newId } from '../../store/new-id.ts';
import { openStore, type Store } from '../../store/open-store.ts';
import { readIncidents } from '../../store/read-incidents.ts';
import { freshDatabase } from '../harness/fresh-database.ts';
import { freshRedis } from '../harness/fresh-redis.ts';
import { registerHome } from '../harness/register-home.ts';

const releasers: (() => Promise<unknown>)[] = [];
const live: Incident[] = [];
const log: string[] = [];
let store: Store;
let queue: Queue;

beforeAll(async () => {
  const redis = await freshRedis();
  releasers.push(redis.remove);
  const database = await freshDatabase();
  releasers.push(database.drop);
  store = openStore({ databaseUrl: database.url });
  releasers.push(() => store.destroy());
  const queueRedis = new Redis(redis.url, { maxRetriesPerRequest: null });
  queue = new Queue(ALARM_QUEUE, { connection: queueRedis, prefix: QUEUE_PREFIX });
  releasers.push(async () => {
    await queue.close();
    queueRedis.disconnect();
  });
  const subscriber = new Redis(redis.url);
  releasers.push(() => Promise.resolve(subscriber.disconnect()));
  subscriber.on('message', (_channel, message) => live.push(incidentSchema.parse(JSON.parse(message))));
  await subscriber.subscribe(LIVE_CHANNEL);
  const logger = createLogger({
    service: 'alerting',
    level: 'info',
    format: 'json',
    write: (line) => log.push(line),
  });
  const config = parseConfig(alertingConfigSchema, {
    REDIS_URL: redis.url,
    DATABASE_URL: database.url,
    AUDIT_KEY: 'k'.repeat(32),
  });
  const alerting = await startAlerting(config, logger);
  releasers.push(alerting.stop);
});

afterAll(async () => {
  for (const release of releasers.reverse()) await release();
});

const handOver = (alarm: Alarm) => queue.add('alarm', alarm, { ...ALARM_JOB_OPTIONS, jobId: alarm.id });

async function aPress(): Promise<Alarm> {
  const { homeId, devices } = await registerHome(store);
  return {
    id: newId(),
    homeId,
    deviceId: devices[0]?.id ?? '',
    type: 'sos',
    priority: 1,
    at: Date.now(),
    receivedAt: Date.now(),
    test: false,
    cause: { property: 'action', value: 'emergency' },
  };
}

const liveOf = (homeId: string) => live.filter((incident) => incident.homeId === homeId);

describe('alerting', () => {
  it('turns an alarm from the queue into an incident and tells the consoles the whole of it', async () => {
    const alarm = await aPress();
    await handOver(alarm);
    await vi.waitFor(() => expect(liveOf(alarm.homeId)).not.toHaveLength(0), 15_000);
    expect(liveOf(alarm.homeId)[0]).toMatchObject({
      state: 'open',
      type: 'sos',
      residents: ['王秀英'],
      address: '3-2-501',
      version: 1,
      events: [{ type: 'sos', deviceId: alarm.deviceId }],
    });
  });

  it('applies an alarm once though it is handed over again after its job is forgotten', async () => {
    const alarm = await aPress();
    await handOver(alarm);
    const isDone = async () => expect(await (await queue.getJob(alarm.id))?.isCompleted()).toBe(true);
    await vi.waitFor(isDone, 15_000);
    expect(await queue.remove(alarm.id)).toBe(1);
    await handOver(alarm);
    await vi.waitFor(isDone, 15_000);
    const incidents = await readIncidents(store, [...new Set(liveOf(alarm.homeId).map(({ id }) => id))]);
    expect(incidents.map(({ events }) => events.filter(({ type }) => type === 'sos').length)).toEqual([1]);
  });

  it('shouts when nobody can be called about a press, and not about a battery', async () => {
    const press = await aPress();
    const battery: Alarm = { ...(await aPress()), type: 'low_battery', priority: 3 };
    await handOver(press);
    await handOver(battery);
    const said = ({ homeId }: Alarm) => {
      const id = liveOf(homeId)[0]?.id ?? 'none yet';
      return log
        .map((line) => JSON.parse(line) as { level: number; incidentId?: string; msg: string })
        .filter(
          ({ incidentId, msg }) => incidentId === id && msg.startsWith('a round of calls reached nobody'),
        );
    };
    await vi.waitFor(() => expect(said(press)[0]?.level).toBe(50), 15_000);
    await vi.waitFor(() => expect(said(battery)[0]?.level).toBe(40), 15_000);
    expect(said(battery).map(({ level }) => level)).not.toContain(50);
  });

  it('sets a malformed alarm aside where people see it, says so, and goes on', async () => {
    await queue.add('alarm', { nonsense: true }, { ...ALARM_JOB_OPTIONS, jobId: 'malformed' });
    const next = await aPress();
    await handOver(next);
    await vi.waitFor(() => expect(liveOf(next.homeId)).not.toHaveLength(0), 15_000);
    await vi.waitFor(async () => expect(await queue.getFailedCount()).toBe(1), 15_000);
    expect(log.some((line) => line.includes('malformed') && line.includes('"level":50'))).toBe(true);
  });
});
