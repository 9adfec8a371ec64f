import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { readingsTopic, statusTopic } from '../../contracts/topics.ts';
import { startBrokerUnderTest, type BrokerUnderTest } from '../harness/broker-under-test.ts';
import type { RawMqtt } from '../harness/raw-mqtt.ts';
import type { RegisteredDevice } from '../harness/register-device.ts';

let broker: BrokerUnderTest;

beforeEach(async () => {
  broker = await startBrokerUnderTest();
});
afterEach(() => broker.stop());

const down = () =>
  vi.waitFor(async () => expect((await broker.health()).status).toBe(503), { timeout: 15_000, interval: 50 });

/** Publishes without pause on every connection until told to stop; knows what was acknowledged. */
function underLoad(clients: readonly { device: RegisteredDevice; mqtt: RawMqtt }[]) {
  const acknowledged = new Set<string>();
  let running = true;
  const loops = clients.map(async ({ device, mqtt }) => {
    for (let id = 1; running && id < 65_535 && !mqtt.isClosed(); id++) {
      const payload = `${device.id}:${id}`;
      mqtt.publish({ topic: readingsTopic(device.id), payload, messageId: id });
      try {
        await mqtt.acked(id);
        acknowledged.add(payload);
      } catch {
        return; // the connection ended: this one was not acknowledged
      }
    }
  });
  return {
    acknowledged,
    reaches: (count: number) =>
      vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(count), { timeout: 20_000 }),
    stop: async () => {
      running = false;
      for (const { mqtt } of clients) mqtt.vanish();
      await Promise.all(loops);
    },
  };
}

async function connectDevices(count: number) {
  const devices = await Promise.all(
    Array.from({ length: count }, (_, index) => broker.register(index % 2 === 0 ? 'sos' : 'motion')),
  );
  return Promise.all(devices.map(async (device) => ({ device, mqtt: await broker.connect(device) })));
}

const storedPayloads = async () =>
  new Set((await broker.stored()).map((message) => message.payload.toString()));

test('while Redis is frozen nothing is acknowledged, connections stay, and all of it is afterwards', async () => {
  const [press, motion] = await connectDevices(2);
  if (!press || !motion) throw new Error('two devices were asked for');
  broker.platform.redis.pause();
  for (const { device, mqtt } of [press, motion]) {
    mqtt.publish({ topic: readingsTopic(device.id), payload: 'held', messageId: 1 });
  }
  await down();
  const { parts } = await broker.health();
  expect(parts.find((part) => part.name === 'redis')).toMatchObject({ state: 'down', code: 'stuck' });
  expect(press.mqtt.isAcked(1) || motion.mqtt.isAcked(1)).toBe(false);
  expect(press.mqtt.isClosed() || motion.mqtt.isClosed()).toBe(false);

  broker.platform.redis.resume();
  await Promise.all([press.mqtt.acked(1), motion.mqtt.acked(1)]);
  expect((await broker.stored()).map((message) => message.payload.toString())).toEqual(['held', 'held']);
  await broker.ready();
});

test('a keep-alive does not run out while it is the broker that does not listen', async () => {
  const device = await broker.register('sos');
  const will = {
    topic: statusTopic(device.id),
    payload: Buffer.from('offline'),
    qos: 1 as const,
    retain: true,
  };
  const mqtt = await broker.connect(device, { keepalive: 1, will });
  broker.platform.redis.pause();
  mqtt.publish({ topic: readingsTopic(device.id), payload: 'held', messageId: 1 });
  await down(); // 2 s: longer than 1.5 × keep-alive
  mqtt.send({ cmd: 'pingreq' });
  broker.platform.redis.resume();
  await mqtt.acked(1);
  await mqtt.expect((packet): packet is typeof packet => packet.cmd === 'pingresp');
  expect((await broker.stored()).map((message) => message.topic)).toEqual([readingsTopic(device.id)]);
});

test('Redis killed under load and back on its port: service resumes by itself, every acknowledged message is there', async () => {
  const clients = await connectDevices(20);
  const load = underLoad(clients);
  await load.reaches(500);
  await broker.platform.redis.crash();
  await down();
  const during = load.acknowledged.size;
  await broker.platform.redis.start();
  await load.reaches(during + 500); // on the same connections
  await broker.ready();
  await load.stop();
  const stored = await storedPayloads();
  expect([...load.acknowledged].filter((payload) => !stored.has(payload))).toEqual([]);
  expect(clients.every(({ mqtt }) => mqtt.received.filter(({ cmd }) => cmd === 'puback').length > 0)).toBe(
    true,
  );
});

test('the broker killed under load loses no acknowledged message', async () => {
  const load = underLoad(await connectDevices(20));
  await load.reaches(500);
  await broker.platform.kill('broker');
  await load.stop();
  const stored = await storedPayloads();
  expect([...load.acknowledged].filter((payload) => !stored.has(payload))).toEqual([]);

  await broker.platform.restart('broker');
  await broker.ready();
  const [again] = await connectDevices(1);
  again?.mqtt.publish({ topic: readingsTopic(again.device.id), payload: 'after', messageId: 1 });
  await again?.mqtt.acked(1);
});

test('a Redis without memory is no acknowledgement, and more memory is enough to go on', async () => {
  const [client] = await connectDevices(1);
  if (!client) throw new Error('a device was asked for');
  await broker.redis.config('SET', 'maxmemory', '1');
  client.mqtt.publish({ topic: readingsTopic(client.device.id), payload: 'press', messageId: 1 });
  await down();
  expect((await broker.health()).parts.find((part) => part.name === 'redis')).toMatchObject({
    code: 'failing',
  });
  expect(client.mqtt.isAcked(1)).toBe(false);
  await vi.waitFor(
    () =>
      expect(
        broker.platform
          .output('broker')
          .some((line) => line.includes('"level":50') && line.includes('maxmemory')),
      ).toBe(true),
    15_000,
  );
  await broker.redis.config('SET', 'maxmemory', '0');
  await client.mqtt.acked(1);
  expect(await storedPayloads()).toEqual(new Set(['press']));
});

test('an idle broker says within seconds that Redis no longer takes writes', async () => {
  await broker.redis.config('SET', 'maxmemory', '1');
  await down();
  await broker.redis.config('SET', 'maxmemory', '0');
  await broker.ready();
});

test('an orderly stop acknowledges what is in flight and tells nobody that devices went offline', async () => {
  const device = await broker.register('sos');
  const will = {
    topic: statusTopic(device.id),
    payload: Buffer.from('offline'),
    qos: 1 as const,
    retain: true,
  };
  const mqtt = await broker.connect(device, { will });
  broker.platform.redis.pause();
  mqtt.publish({ topic: readingsTopic(device.id), payload: 'last words', messageId: 1 });
  await down();
  const stopped = broker.platform.kill('broker', 'SIGTERM');
  await vi.waitFor(
    () => expect(broker.platform.output('broker').some((line) => line.includes('broker stops'))).toBe(true),
    15_000,
  );
  broker.platform.redis.resume();
  await mqtt.acked(1);
  await stopped;
  await mqtt.closed;
  expect((await broker.stored()).map((message) => message.topic)).toEqual([readingsTopic(device.id)]);
});

test('with Redis away, what a flood of clients sends stays theirs: memory is bounded, sockets are paused', async () => {
  const clients = await connectDevices(60);
  broker.platform.redis.pause();
  const payload = Buffer.alloc(60_000, 0x61);
  for (const { device, mqtt } of clients) {
    for (let id = 1; id <= 50; id++)
      mqtt.publish({ topic: readingsTopic(device.id), payload, messageId: id });
  }
  await down();
  // 60 × 50 × 60 kB = 180 MB were sent; a connection has at most one chunk in our hands.
  expect(await broker.metric('anju_broker_unacknowledged_bytes')).toBeLessThan(60 * 140_000);
  expect(residentBytes(broker.platform.pid('broker'))).toBeLessThan(400 << 20);
  broker.platform.redis.resume();
  await Promise.all(clients.map(({ mqtt }) => mqtt.acked(50)));
  expect(await broker.stored()).toHaveLength(60 * 50);
});

test('without its database the broker lets in who was here before, and tells the others to come back', async () => {
  await broker.stop();
  broker = await startBrokerUnderTest({ own: { postgres: true } });
  const known = await broker.register('sos');
  const unknown = await broker.register('sos');
  (await broker.connect(known)).vanish();
  await broker.platform.postgres?.crash();
  expect((await broker.connect(unknown)).returnCode).toBe(3);
  const mqtt = await broker.connect(known);
  expect(mqtt.returnCode).toBe(0);
  mqtt.publish({ topic: readingsTopic(known.id), payload: 'press', messageId: 1 });
  await mqtt.acked(1);
  expect(await broker.health()).toMatchObject({ status: 200, state: 'degraded' });
  await broker.platform.postgres?.start();
  await vi.waitFor(async () => expect((await broker.connect(unknown)).returnCode).toBe(0), {
    timeout: 15_000,
  });
});

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}
