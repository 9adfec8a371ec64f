import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startIngest } from '../../ingest/app.ts';
import { ingestConfigSchema } from '../../ingest/config.ts';
import { ownerKey } from '../../ingest/uplink/shard-leases.ts';
import { createLogger } from '../../service/create-logger.ts';
import type { UplinkMessage } from '../../contracts/uplink.ts';
import { UPLINK_FIELD, uplinkStream } from '../../contracts/uplink.ts';
import { startPlatform, type Platform } from '../harness/platform.ts';
import { uplinkWorld, type UplinkWorld } from '../harness/uplink-world.ts';

let platform: Platform;
let world: UplinkWorld;

beforeAll(async () => {
  platform = await startPlatform({ services: ['ingest'] });
  world = await uplinkWorld(platform);
  await until(async () => (await world.ready()).status === 200);
});
afterAll(async () => {
  await world.close();
  await platform.stop();
});

const until = (isTrue: () => Promise<boolean>, timeout = 20_000) =>
  vi.waitFor(async () => expect(await isTrue()).toBe(true), { timeout, interval: 25 });
const workedOff = () => until(async () => (await world.backlog()) === 0);
const alarmsOf = async (id: string) => (await world.alarms()).filter((alarm) => alarm.deviceId === id);
const pointsOf = (id: string) => world.influx(`select * from reading where device = '${id}'`);
const presenceOf = (id: string) => world.influx(`select * from presence where device = '${id}'`);

test('a press becomes one job with the home, the device and both times, and its reading is stored', async () => {
  const [button] = await world.home('sos');
  const time = Date.now() - 5_000;
  await world.commit(button!.homeId, 'safety', [
    world.says(button!, { action: 'emergency', battery: 87, time, seq: 7 }),
  ]);
  await workedOff();
  const alarms = await alarmsOf(button!.id);
  expect(alarms).toEqual([
    expect.objectContaining({
      homeId: button!.homeId,
      type: 'sos',
      priority: 1,
      at: time,
      test: false,
      cause: { property: 'action', value: 'emergency' },
    }),
  ]);
  const points = await pointsOf(button!.id);
  expect(points).toEqual([
    expect.objectContaining({ 'action:s': 'emergency', battery: 87, seq: 7, home: button!.homeId }),
  ]);
  expect(await world.queue.getJob(alarms[0]!.id)).toBeDefined();
});

test('five copies of one press are one alarm, and a second press is a second one', async () => {
  const [button] = await world.home('sos');
  const press = world.says(button!, { action: 'single' });
  await world.commit(
    button!.homeId,
    'safety',
    Array.from({ length: 5 }, () => press),
  );
  await world.commit(button!.homeId, 'safety', [
    world.says(button!, { action: '' }),
    world.says(button!, { action: 'single' }, { packetId: 2 }),
  ]);
  await workedOff();
  expect(await alarmsOf(button!.id)).toHaveLength(2);
});

test('two readings of one device in one millisecond stay two readings', async () => {
  const [motion] = await world.home('motion');
  const receivedAt = Date.now();
  await world.commit(motion!.homeId, 'routine', [
    world.says(motion!, { occupancy: true, illuminance: 12 }, { receivedAt }),
    world.says(motion!, { occupancy: true, illuminance: 12 }, { receivedAt }),
  ]);
  await workedOff();
  expect(await pointsOf(motion!.id)).toHaveLength(2);
});

test('a Zigbee device speaks through its gateway, by friendly name or address, and belongs to its home', async () => {
  const [gateway] = await world.home('gateway');
  const gatewayId = gateway!.id;
  const byName = await world.register({
    homeId: gateway!.homeId,
    kind: 'smoke',
    gatewayId,
    friendlyName: 'hall/smoke 1',
  });
  const byAddress = await world.register({
    homeId: gateway!.homeId,
    kind: 'sos',
    gatewayId,
    ieeeAddress: '0x847127fffe0542eb',
  });
  const through = (rest: string, payload: string) =>
    world.says(gateway!, Buffer.from(payload), { topic: `gateways/${gatewayId}/${rest}` });
  await world.commit(gateway!.homeId, 'routine', [
    through('hall/smoke 1', '{"smoke":true,"linkquality":40}'),
    through('0x847127fffe0542eb', '{"action":"emergency","battery":null,"linkquality":90}'),
    through('0x847127fffe0542eb', '{"action":"","battery":null,"linkquality":90}'),
    through('0x847127fffe0542eb/action', 'emergency'),
    through('bridge/logging', '{"level":"info","message":"nothing of ours"}'),
    through('hall/smoke 1/availability', '{"state":"online"}'),
  ]);
  await workedOff();
  expect(await alarmsOf(byName.id)).toMatchObject([{ type: 'smoke', homeId: gateway!.homeId }]);
  expect(await alarmsOf(byAddress.id)).toMatchObject([{ type: 'sos' }]);
  expect(await pointsOf(byName.id)).toHaveLength(1);
  expect(await presenceOf(byName.id)).toMatchObject([{ 'online:b': true, home: gateway!.homeId }]);
});

test('online and offline are kept, and are no readings of the device', async () => {
  const [motion] = await world.home('motion');
  const topic = `devices/${motion!.id}/status`;
  await world.commit(motion!.homeId, 'routine', [
    world.says(motion!, Buffer.from('online'), { topic }),
    world.says(motion!, { occupancy: true, seq: 1, time: Date.now() }),
    world.says(motion!, Buffer.from('offline'), { topic }),
  ]);
  await workedOff();
  expect(await pointsOf(motion!.id)).toMatchObject([{ 'occupancy:b': true, seq: 1 }]);
  const presence = await presenceOf(motion!.id);
  expect(presence.map((point) => point['online:b']).sort()).toEqual([false, true]);
});

test('a device that was registered a moment after it spoke is known from then on', async () => {
  const [gateway] = await world.home('gateway');
  const topic = `gateways/${gateway!.id}/new button`;
  const press = () => world.says(gateway!, { action: 'emergency' }, { topic });
  await world.commit(gateway!.homeId, 'routine', [press()]);
  await workedOff();
  const button = await world.register({
    homeId: gateway!.homeId,
    kind: 'sos',
    gatewayId: gateway!.id,
    friendlyName: 'new button',
  });
  await until(async () => {
    await world.commit(gateway!.homeId, 'routine', [press()]);
    await workedOff();
    return (await alarmsOf(button.id)).length > 0;
  });
});

test('what makes no sense is in quarantine once, with its reason, and the stream goes on', async () => {
  const [device, gateway] = await world.home('smoke', 'gateway');
  const odd: UplinkMessage[] = [
    world.says(device!, Buffer.from('Online')),
    world.says(device!, [1, 2, 3]),
    world.says(device!, { smoke: true, tamper: { nonsense: 1 }, seq: 3, time: Date.now() }),
    world.says(gateway!, { smoke: true }, { topic: `gateways/${gateway!.id}/nobody` }),
    world.says({ ...device!, id: 'no-such-device' }, { smoke: true }),
  ];
  await world.commit(device!.homeId, 'safety', odd);
  await world.redis.xadd(uplinkStream(0, 'safety'), '*', UPLINK_FIELD, Buffer.from([9, 9, 9]));
  await world.commit(device!.homeId, 'safety', [world.says(device!, { temperature: 21 })]);
  await workedOff();
  const rows = await world.store
    .selectFrom('quarantine')
    .select(['code', 'home_id', 'payload', 'client_id'])
    .execute();
  const mine = rows.filter((row) => row.home_id === device!.homeId).map((row) => row.code);
  expect(mine.sort()).toEqual(['not_json', 'unknown_device', 'wrong_type', 'wrong_type']);
  expect(rows.map((row) => row.code)).toEqual(expect.arrayContaining(['unknown_client', 'corrupt_entry']));
  expect(await alarmsOf(device!.id)).toMatchObject([{ type: 'smoke' }]);
  expect(await pointsOf(device!.id)).toHaveLength(2);
  const metrics = await (await fetch(`${platform.health.ingest}/metrics`)).text();
  expect(metrics).toMatch(/anju_ingest_quarantined_total\{code="unknown_device"\} [1-9]/);
});

test('a clock that runs ahead is not believed, and the device is marked', async () => {
  const [button] = await world.home('sos');
  const receivedAt = Date.now();
  await world.commit(button!.homeId, 'safety', [
    world.says(button!, { sos: true, seq: 1, time: receivedAt + 3_600_000 }, { receivedAt }),
  ]);
  await workedOff();
  expect(await alarmsOf(button!.id)).toMatchObject([{ at: receivedAt }]);
  await until(async () => {
    const row = await world.store
      .selectFrom('devices')
      .select('clock_ahead_at')
      .where('id', '=', button!.id)
      .executeTakeFirst();
    return row?.clock_ahead_at !== null;
  });
});

test('a reading without a usable clock that is re-sent after ingest was killed stays one point', async () => {
  const [motion] = await world.home('motion');
  const receivedAt = Date.now() - 60_000;
  const reading = { occupancy: true, seq: 7 };
  await world.commit(motion!.homeId, 'routine', [world.says(motion!, reading, { receivedAt })]);
  await workedOff();
  await platform.kill('ingest');
  await platform.restart('ingest');
  await world.commit(motion!.homeId, 'routine', [world.says(motion!, reading, { dup: true })]);
  await workedOff();
  expect(await pointsOf(motion!.id)).toHaveLength(1);
});

test('a press overtakes a large backlog of routine readings', { timeout: 120_000 }, async () => {
  const [button, motion] = await world.home('sos', 'motion');
  const receivedAt = Date.now();
  for (let entry = 0; entry < 60; entry++) {
    const readings = Array.from({ length: 1_000 }, (_, index) =>
      world.says(
        motion!,
        { occupancy: index % 2 === 0, linkquality: 80, seq: entry * 1_000 + index },
        { receivedAt },
      ),
    );
    await world.commit(motion!.homeId, 'routine', readings);
  }
  await world.commit(button!.homeId, 'safety', [world.says(button!, { action: 'emergency' })]);
  await until(async () => (await alarmsOf(button!.id)).length === 1);
  const left = await world.backlog();
  expect(left).toBeGreaterThan(0); // the press did not wait for the readings before it
  await until(async () => (await world.backlog()) === 0, 60_000);
  const [row] = await world.influx(`select count("occupancy:b") from reading where device = '${motion!.id}'`);
  expect(row?.count).toBe(60_000);
});

test(
  'kill -9 in the middle of a backlog: every reading is there exactly once, every press is one job',
  { timeout: 180_000 },
  async () => {
    const [button, motion] = await world.home('sos', 'motion');
    const base = Date.now() - 3_600_000;
    let presses = 0;
    let readings = 0;
    const commitSome = async () => {
      const routine = Array.from({ length: 500 }, () =>
        world.says(motion!, { occupancy: true, seq: readings, time: base + readings++ }),
      );
      await world.commit(motion!.homeId, 'routine', routine);
      // Neither counter nor time: such a press is known by its place in the log alone.
      await world.commit(button!.homeId, 'safety', [
        world.says(button!, { action: 'single' }, { receivedAt: base + presses * 10_000 }),
        world.says(button!, { action: '' }, { receivedAt: base + presses * 10_000 + 100 }),
      ]);
      presses += 1;
    };
    for (let round = 0; round < 3; round++) {
      for (let entry = 0; entry < 30; entry++) await commitSome();
      await platform.kill('ingest');
      for (let entry = 0; entry < 10; entry++) await commitSome();
      await platform.restart('ingest');
    }
    await until(async () => (await world.backlog()) === 0, 90_000);
    const [row] = await world.influx(
      `select count("occupancy:b") from reading where device = '${motion!.id}'`,
    );
    expect(row?.count).toBe(readings);
    expect(await alarmsOf(button!.id)).toHaveLength(presses);
  },
);

test('two processes on one DATA_DIR share the shards and not the spool; when one stops the other takes all', async () => {
  const owners = async () =>
    new Set(await Promise.all([0, 1].map((shard) => world.redis.get(ownerKey(shard)))));
  const second = await startIngest({
    config: ingestConfigSchema.parse({
      REDIS_URL: platform.redisUrl,
      DATABASE_URL: platform.databaseUrl,
      INFLUX_URL: platform.influxUrl,
      INFLUX_DB: platform.influxDb,
      DATA_DIR: platform.dataDir,
    }),
    logger: createLogger({ service: 'ingest', level: 'error', format: 'json' }),
    pid: process.pid,
  });
  try {
    await until(async () => {
      const now = await owners();
      return now.size === 2 && !now.has(null);
    });
    expect(await readdir(join(platform.dataDir, 'spool'))).toEqual(
      expect.arrayContaining(['slot-0', 'slot-1']),
    );
    const buttons = (await Promise.all(Array.from({ length: 6 }, () => world.home('sos')))).flat();
    for (const button of buttons)
      await world.commit(button.homeId, 'safety', [world.says(button, { sos: true })]);
    await workedOff();
    for (const button of buttons) expect(await alarmsOf(button.id)).toHaveLength(1);
  } finally {
    await second.stop();
  }
  await until(async () => {
    const now = await owners();
    return now.size === 1 && !now.has(null);
  });
});
