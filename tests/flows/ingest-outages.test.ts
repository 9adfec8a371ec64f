import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startPlatform, type Platform } from '../harness/platform.ts';
import { uplinkWorld, type UplinkWorld, type WorldDevice } from '../harness/uplink-world.ts';

let platform: Platform;
let world: UplinkWorld;

beforeAll(async () => {
  platform = await startPlatform({ services: ['ingest'], own: { influx: true, postgres: true } });
  world = await uplinkWorld(platform);
  await until(async () => (await world.ready()).status === 200);
});
afterAll(async () => {
  await world.close();
  await platform.stop();
});

const until = (isTrue: () => Promise<boolean>, timeout = 30_000) =>
  vi.waitFor(async () => expect(await isTrue()).toBe(true), { timeout, interval: 25 });
const workedOff = () => until(async () => (await world.backlog()) === 0);
const alarmsOf = async (id: string) => (await world.alarms()).filter((alarm) => alarm.deviceId === id);
const partOf = async (name: string) => (await world.ready()).health.parts.find((part) => part.name === name);
const countOf = async (device: WorldDevice) => {
  const [row] = await world.influx(`select count(seq) from reading where device = '${device.id}'`);
  return Number(row?.count ?? 0);
};

let seq = 0;
const base = Date.now() - 24 * 3_600_000;
const commitReadings = (device: WorldDevice, count: number) =>
  world.commit(
    device.homeId,
    'routine',
    Array.from({ length: count }, () =>
      world.says(device, { occupancy: true, seq: ++seq, time: base + seq }),
    ),
  );

test(
  'while InfluxDB is away readings go to disk, alarms go on, and afterwards nothing is missing or doubled',
  { timeout: 120_000 },
  async () => {
    const [motion, button] = await world.home('motion', 'sos');
    await commitReadings(motion!, 500);
    await workedOff();
    await platform.influx!.crash();
    for (let entry = 0; entry < 10; entry++) await commitReadings(motion!, 500);
    await world.commit(button!.homeId, 'safety', [world.says(button!, { action: 'emergency' })]);
    await workedOff(); // acknowledged: they are on disk
    expect(await alarmsOf(button!.id)).toHaveLength(1);
    await until(async () => (await partOf('influx'))?.code === 'spooling');
    const { status, health } = await world.ready();
    expect(status).toBe(200);
    expect(health.spooledReadings).toBeGreaterThanOrEqual(5_000);

    // The spool outlives the process.
    await platform.kill('ingest');
    await platform.restart('ingest');
    await commitReadings(motion!, 500);
    await workedOff();
    await platform.influx!.start();
    await until(async () => (await partOf('influx'))?.state === 'ok', 60_000);
    expect(await countOf(motion!)).toBe(6_000);
    expect((await world.ready()).health.spooledReadings).toBe(0);
  },
);

test('an InfluxDB that hangs does not delay an alarm', { timeout: 120_000 }, async () => {
  const [motion, button] = await world.home('motion', 'sos');
  await commitReadings(motion!, 10);
  await workedOff();
  platform.influx!.pause();
  for (let entry = 0; entry < 5; entry++) await commitReadings(motion!, 200);
  const pressed = Date.now();
  await world.commit(button!.homeId, 'safety', [world.says(button!, { action: 'emergency' })]);
  await until(async () => (await alarmsOf(button!.id)).length === 1, 5_000);
  expect(Date.now() - pressed).toBeLessThan(2_000);
  await workedOff();
  platform.influx!.resume();
  await until(async () => (await partOf('influx'))?.state === 'ok', 60_000);
  await until(async () => (await countOf(motion!)) === 1_010);
});

test(
  'a database of InfluxDB that was dropped is made again, and nothing is lost',
  { timeout: 60_000 },
  async () => {
    const [motion] = await world.home('motion');
    await fetch(`${platform.influxUrl}/query`, {
      method: 'POST',
      body: new URLSearchParams({ q: `DROP DATABASE "${platform.influxDb}"` }),
    });
    await commitReadings(motion!, 100);
    await workedOff();
    await until(async () => (await countOf(motion!)) === 100);
  },
);

test(
  'while PostgreSQL is away known devices get through, unknown ones wait without being quarantined',
  { timeout: 120_000 },
  async () => {
    const [known, stranger] = await world.home('sos', 'sos');
    await world.commit(known!.homeId, 'safety', [world.says(known!, { action: 'emergency' })]);
    await workedOff();
    await platform.postgres!.crash();
    await world.commit(known!.homeId, 'safety', [
      world.says(known!, { action: '' }),
      world.says(known!, { action: 'emergency' }, { packetId: 2 }),
    ]);
    await until(async () => (await alarmsOf(known!.id)).length === 2);
    await world.commit(stranger!.homeId, 'safety', [world.says(stranger!, { action: 'emergency' })]);
    await until(async () => (await partOf('postgres'))?.state === 'down');
    expect((await world.ready()).status).toBe(503);
    await platform.postgres!.start();
    await until(async () => (await alarmsOf(stranger!.id)).length === 1);
    await workedOff();
    await until(async () => (await world.ready()).status === 200);
  },
);

test(
  'Redis killed under load and started again: every press is one job, every reading one point',
  { timeout: 120_000 },
  async () => {
    const [motion, button] = await world.home('motion', 'sos');
    const before = seq;
    for (let entry = 0; entry < 20; entry++) await commitReadings(motion!, 200);
    await world.commit(button!.homeId, 'safety', [
      world.says(button!, { action: 'emergency', seq: 1, time: base }),
    ]);
    await platform.redis.crash();
    await until(async () => (await world.ready()).status === 503);
    await platform.redis.start();
    await until(async () => (await world.ready()).status === 200);
    await workedOff();
    expect(await alarmsOf(button!.id)).toHaveLength(1);
    await until(async () => (await countOf(motion!)) === seq - before);
  },
);
