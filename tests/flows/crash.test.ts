import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore, type Store } from '../../store/open-store.ts';
import { auditPresses, auditReadings } from '../harness/audit-load.ts';
import { startPlatform, type Platform } from '../harness/platform.ts';
import { registerHome, type RegisteredHome } from '../harness/register-home.ts';
import { startSteadyLoad, type SteadyLoad } from '../harness/steady-load.ts';

const KEPT = { lost: [], doubled: [] };
const PATIENCE = { timeout: 120_000, interval: 250 };

const releasers: (() => Promise<unknown>)[] = [];
let platform: Platform;
let store: Store;
let homes: RegisteredHome[];

beforeAll(async () => {
  platform = await startPlatform({ own: { postgres: true, influx: true }, env: { LOG_LEVEL: 'warn' } });
  releasers.push(() => platform.stop());
  store = openStore({ databaseUrl: platform.databaseUrl, onError: () => undefined });
  releasers.push(() => store.destroy());
});

afterAll(async () => {
  for (const release of releasers.reverse()) await release();
});

/** Ten homes: 40 presses and 160 readings a second. */
async function underLoad(): Promise<SteadyLoad> {
  homes = await Promise.all(
    Array.from({ length: 10 }, () => registerHome(store, ['sos', 'motion', 'motion', 'door', 'smoke'])),
  );
  const load = startSteadyLoad({ host: '127.0.0.1', mqttPort: platform.mqttPort, homes, everyMs: 250 });
  await acknowledges(load, 300);
  return load;
}

/** Waits until so many more messages were acknowledged: the load flows. */
async function acknowledges(load: SteadyLoad, more: number): Promise<void> {
  const before = load.readings.length + load.presses.length;
  await vi.waitFor(
    () => expect(load.readings.length + load.presses.length).toBeGreaterThanOrEqual(before + more),
    PATIENCE,
  );
}

/** Lets so much time go by, ms: to see that something does not happen. */
async function passes(ms: number): Promise<void> {
  const since = Date.now();
  await vi.waitFor(() => expect(Date.now() - since).toBeGreaterThanOrEqual(ms), PATIENCE);
}

/** Stops the load and holds the platform to its promises. */
async function everyPromiseIsKept(load: SteadyLoad): Promise<void> {
  await load.finish();
  await load.close();
  await vi.waitFor(async () => expect(await auditPresses(store, load.presses)).toEqual(KEPT), PATIENCE);
  const influx = { url: platform.influxUrl, db: platform.influxDb };
  await vi.waitFor(async () => expect(await auditReadings(influx, load.readings)).toEqual(KEPT), PATIENCE);
}

describe('every acknowledged press is exactly one event and every acknowledged reading is stored exactly once', () => {
  it.each(['broker', 'ingest', 'alerting', 'console'] as const)(
    'although the %s is killed twice under load',
    async (service) => {
      const load = await underLoad();
      for (let round = 0; round < 2; round++) {
        await platform.kill(service);
        if (service !== 'broker') await acknowledges(load, 200);
        await platform.restart(service);
        await acknowledges(load, 200);
      }
      await everyPromiseIsKept(load);
    },
    300_000,
  );

  it('although Redis itself is killed twice under load, while which nothing is acknowledged', async () => {
    const load = await underLoad();
    for (let round = 0; round < 2; round++) {
      await platform.redis.crash();
      await vi.waitFor(
        async () => expect((await fetch(`${platform.httpUrl}/readyz`)).status).toBe(503),
        PATIENCE,
      );
      await passes(1_000); // acknowledgements that were on their way have come in
      const acknowledged = load.readings.length + load.presses.length;
      await passes(1_000);
      const later = load.readings.length + load.presses.length;
      await platform.redis.start();
      expect(later).toBe(acknowledged);
      await platform.ready();
      await acknowledges(load, 200);
    }
    await everyPromiseIsKept(load);
  }, 300_000);

  it('although PostgreSQL is killed under load', async () => {
    const load = await underLoad();
    await platform.postgres?.crash();
    await acknowledges(load, 200);
    await platform.postgres?.start();
    await acknowledges(load, 200);
    await everyPromiseIsKept(load);
  }, 300_000);

  it('although InfluxDB is away for a minute, and presses become incidents all the while', async () => {
    const load = await underLoad();
    await platform.influx?.crash();
    const before = load.presses.length;
    await vi.waitFor(() => expect(load.presses.length).toBeGreaterThan(before + 40), PATIENCE);
    const meanwhile = load.presses.slice(before, before + 40);
    await vi.waitFor(async () => expect(await auditPresses(store, meanwhile)).toEqual(KEPT), PATIENCE);
    await passes(60_000);
    await platform.influx?.start();
    await acknowledges(load, 200);
    await everyPromiseIsKept(load);
  }, 300_000);
});
