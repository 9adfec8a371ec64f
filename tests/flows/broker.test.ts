import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DEVICES_CHANNEL } from '../../contracts/queues.ts';
import { commandsTopic, readingsTopic, statusTopic } from '../../contracts/topics.ts';
import { uplinkStream } from '../../contracts/uplink.ts';
import { hashDeviceSecret } from '../../store/device-secret.ts';
import { startBrokerUnderTest, type BrokerUnderTest } from '../harness/broker-under-test.ts';

let broker: BrokerUnderTest;

beforeAll(async () => {
  broker = await startBrokerUnderTest();
});
afterAll(() => broker.stop());

const storedOn = async (topic: string) =>
  (await broker.stored()).filter((message) => message.topic === topic);
const isSuback = (packet: { cmd: string }): packet is { cmd: 'suback'; granted: number[] } =>
  packet.cmd === 'suback';

test('at the moment of the PUBACK the message is in Redis', async () => {
  const device = await broker.register('sos');
  const mqtt = await broker.connect(device);
  expect(mqtt.returnCode).toBe(0);
  for (let id = 1; id <= 20; id++) {
    mqtt.publish({ topic: readingsTopic(device.id), payload: `{"seq":${id}}`, messageId: id });
    await mqtt.acked(id);
    const payloads = (await storedOn(readingsTopic(device.id))).map((message) => message.payload.toString());
    expect(payloads.at(-1)).toBe(`{"seq":${id}}`);
  }
  mqtt.vanish();
});

test('QoS 0, QoS 1 and QoS 2 are all stored, in order, with what MQTT said of them', async () => {
  const device = await broker.register('motion');
  const mqtt = await broker.connect(device);
  const topic = readingsTopic(device.id);
  mqtt.publish({ topic, payload: 'zero' });
  mqtt.publish({ topic, payload: 'one', messageId: 11, dup: true, retain: true });
  await mqtt.acked(11);
  mqtt.publish({ topic, payload: 'two', messageId: 12, qos: 2 });
  await mqtt.expect((packet): packet is typeof packet => packet.cmd === 'pubrec');
  mqtt.send({ cmd: 'pubrel', messageId: 12 });
  await mqtt.expect((packet): packet is typeof packet => packet.cmd === 'pubcomp');

  const messages = await storedOn(topic);
  expect(
    messages.map(({ payload, packetId, dup, retain }) => [payload.toString(), packetId, dup, retain]),
  ).toEqual([
    ['zero', 0, false, false],
    ['one', 11, true, true],
    ['two', 12, false, false],
  ]);
  expect(messages[0]?.sinceConnect).toBeLessThan(60_000);
  mqtt.vanish();
});

test('a QoS 2 message sent again before its PUBREL is stored once, also by a session that was kept', async () => {
  const device = await broker.register('motion');
  const topic = readingsTopic(device.id);
  const says = async (payload: string, { dup = false, release = false } = {}) => {
    const mqtt = await broker.connect(device, { clean: false });
    mqtt.publish({ topic, payload, messageId: 12, qos: 2, dup });
    await mqtt.expect((packet): packet is typeof packet => packet.cmd === 'pubrec');
    if (release) {
      mqtt.send({ cmd: 'pubrel', messageId: 12 });
      await mqtt.expect((packet): packet is typeof packet => packet.cmd === 'pubcomp');
    }
    mqtt.vanish();
  };
  await says('two');
  await says('two', { dup: true, release: true });
  await says('another');
  expect((await storedOn(topic)).map(({ payload }) => payload.toString())).toEqual(['two', 'another']);
});

test('thousands in flight on one connection are acknowledged once each and stored in order', async () => {
  const device = await broker.register('motion');
  const mqtt = await broker.connect(device);
  const count = 5_000;
  for (let id = 1; id <= count; id++) {
    mqtt.publish({ topic: readingsTopic(device.id), payload: String(id), messageId: id });
  }
  await mqtt.acked(count);
  expect(mqtt.received.filter((packet) => packet.cmd === 'puback')).toHaveLength(count);
  const stored = (await storedOn(readingsTopic(device.id))).map((message) =>
    Number(message.payload.toString()),
  );
  expect(stored).toEqual(Array.from({ length: count }, (_, index) => index + 1));
  mqtt.vanish();
});

test('a press travels on the safety lane, a motion on the routine lane', async () => {
  const button = await broker.register('sos');
  const motion = await broker.register('motion');
  for (const device of [button, motion]) {
    const mqtt = await broker.connect(device);
    mqtt.publish({ topic: readingsTopic(device.id), payload: '{}', messageId: 1 });
    await mqtt.acked(1);
    mqtt.vanish();
  }
  const clients = async (lane: 'safety' | 'routine') =>
    (await broker.stored(lane)).map(({ clientId }) => clientId);
  expect(await clients('safety')).toContain(button.id);
  expect(await clients('safety')).not.toContain(motion.id);
  expect(await clients('routine')).toContain(motion.id);
  expect(await clients('routine')).not.toContain(button.id);
});

test('behind a gateway the lane is that of the device that speaks, by either of its names', async () => {
  const gateway = await broker.register('gateway');
  const through = { gatewayId: gateway.id, homeId: gateway.homeId };
  await broker.register('smoke', {
    ...through,
    friendlyName: 'kitchen/smoke',
    ieeeAddress: '0x00158d0001020304',
  });
  await broker.register('motion', { ...through, friendlyName: 'hall' });
  const mqtt = await broker.connect(gateway);
  const says: [string, 'safety' | 'routine'][] = [
    ['kitchen/smoke', 'safety'],
    ['0x00158D0001020304', 'safety'],
    ['hall', 'routine'],
    ['hall/availability', 'routine'],
    ['nobody knows me', 'routine'],
    ['bridge/state', 'routine'],
  ];
  for (const [index, [name]] of says.entries()) {
    mqtt.publish({ topic: `gateways/${gateway.id}/${name}`, payload: '{}', messageId: index + 1 });
    await mqtt.acked(index + 1);
  }
  for (const [name, lane] of says) {
    const topics = (await broker.stored(lane)).map((message) => message.topic);
    expect(topics, name).toContain(`gateways/${gateway.id}/${name}`);
  }
  // Registered while the gateway is connected: the next message already has its lane.
  const late = await broker.register('sos', { ...through, friendlyName: 'late button' });
  await broker.redis.publish(DEVICES_CHANNEL, JSON.stringify({ deviceId: late.id, gatewayId: gateway.id }));
  let id = 100;
  await vi.waitFor(async () => {
    mqtt.publish({ topic: `gateways/${gateway.id}/late button`, payload: '{}', messageId: ++id });
    await mqtt.acked(id);
    expect((await broker.stored('safety')).map((message) => message.topic)).toContain(
      `gateways/${gateway.id}/late button`,
    );
  }, 15_000);
  mqtt.vanish();
});

test('Zigbee2MQTT’s oversized catalogue at QoS 0 does not cost a gateway its connection', async () => {
  const gateway = await broker.register('gateway');
  const mqtt = await broker.connect(gateway);
  const topic = `gateways/${gateway.id}/bridge/devices`;
  mqtt.publish({ topic, payload: Buffer.alloc(300_000, 0x20), retain: true });
  mqtt.publish({ topic: `gateways/${gateway.id}/bridge/state`, payload: '{"state":"online"}', messageId: 1 });
  await mqtt.acked(1);
  expect(await storedOn(topic)).toHaveLength(0);
  mqtt.vanish();
});

test('a payload of 64 KiB is stored; one byte more closes the connection without an ack', async () => {
  const device = await broker.register('motion');
  const mqtt = await broker.connect(device);
  mqtt.publish({ topic: readingsTopic(device.id), payload: Buffer.alloc(65_536), messageId: 1 });
  await mqtt.acked(1);
  mqtt.publish({ topic: readingsTopic(device.id), payload: Buffer.alloc(65_537), messageId: 2 });
  await mqtt.closed;
  expect(mqtt.isAcked(2)).toBe(false);
  expect(await storedOn(readingsTopic(device.id))).toHaveLength(1);
  expect(await broker.metric('anju_broker_refused_total{reason="too_large"}')).toBe(1);
});

test('wrong secrets, unknown devices and foreign user names get CONNACK 5, missing ones 4', async () => {
  const device = await broker.register('sos');
  const other = await broker.register('sos');
  const code = async (packet: object) => (await broker.connect(device, packet)).returnCode;
  expect(await code({ password: Buffer.from('wrong') })).toBe(5);
  expect(await code({ username: other.id })).toBe(5);
  expect(await code({ clientId: 'nobody', username: 'nobody' })).toBe(5);
  expect(await code({ clientId: other.id, username: other.id })).toBe(5);
  expect(await code({ username: undefined, password: undefined })).toBe(4);
  expect(await code({ password: undefined })).toBe(4);
  expect(await code({})).toBe(0);
});

test('a device that speaks only through its gateway cannot connect', async () => {
  const gateway = await broker.register('gateway');
  const sub = await broker.register('smoke', {
    gatewayId: gateway.id,
    homeId: gateway.homeId,
    friendlyName: 'x',
  });
  expect((await broker.connect(sub)).returnCode).toBe(5);
});

test('a foreign topic closes the connection without an ack, stores nothing and is in the audit once', async () => {
  const device = await broker.register('sos');
  const victim = await broker.register('sos');
  for (const topic of [
    readingsTopic(victim.id),
    commandsTopic(device.id),
    `gateways/${device.id}/x`,
    'anything',
    '$SYS/x',
  ]) {
    const mqtt = await broker.connect(device);
    mqtt.publish({ topic, payload: '{"sos":true}', messageId: 1 });
    await mqtt.closed;
    expect(mqtt.isAcked(1), topic).toBe(false);
    expect(await storedOn(topic), topic).toHaveLength(0);
  }
  const rows = await vi.waitFor(async () => {
    const found = await broker.store
      .selectFrom('audit')
      .selectAll()
      .where('actor', '=', `device:${device.id}`)
      .execute();
    expect(found).not.toHaveLength(0);
    return found;
  }, 15_000);
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({
    action: 'mqtt.topic_refused',
    home_id: device.homeId,
    detail: { what: 'publish', topic: readingsTopic(victim.id) },
  });
  expect(await broker.metric('anju_broker_refused_total{reason="foreign_topic"}')).toBe(5);
});

test('shared, foreign and too wide subscriptions get SUBACK 0x80; its own are granted', async () => {
  const device = await broker.register('sos');
  const victim = await broker.register('sos');
  const mqtt = await broker.connect(device);
  const filters: [string, number][] = [
    [commandsTopic(device.id), 1],
    [statusTopic(device.id), 1],
    [commandsTopic(victim.id), 0x80],
    [`$share/g/${commandsTopic(device.id)}`, 0x80],
    ['$SYS/#', 0x80],
    ['#', 0x80],
    ['devices/+/commands', 0x80],
    [`devices/${device.id}/#`, 0x80],
    [`gateways/${device.id}/#`, 0x80],
  ];
  mqtt.send({ cmd: 'subscribe', messageId: 1, subscriptions: filters.map(([topic]) => ({ topic, qos: 1 })) });
  const { granted } = await mqtt.expect(isSuback);
  expect(granted).toEqual(filters.map(([, code]) => code));
  mqtt.vanish();

  const gateway = await broker.register('gateway');
  const bridge = await broker.connect(gateway);
  const subscriptions = [
    `gateways/${gateway.id}/#`,
    `gateways/${gateway.id}/+/set`,
    'gateways/+/x/set',
    'gateways/#',
  ];
  bridge.send({
    cmd: 'subscribe',
    messageId: 1,
    subscriptions: subscriptions.map((topic) => ({ topic, qos: 1 })),
  });
  expect((await bridge.expect(isSuback)).granted).toEqual([1, 1, 0x80, 0x80]);
  bridge.vanish();
});

test('uplink is neither delivered to a subscriber nor retained', async () => {
  const gateway = await broker.register('gateway');
  const mqtt = await broker.connect(gateway);
  const base = `gateways/${gateway.id}`;
  mqtt.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: `${base}/#`, qos: 1 }] });
  await mqtt.expect(isSuback);
  mqtt.publish({ topic: `${base}/hall`, payload: '{"occupancy":true}', messageId: 2, retain: true });
  await mqtt.acked(2);
  mqtt.publish({ topic: `${base}/hall`, payload: '{"occupancy":true}', messageId: 3, qos: 2, retain: true });
  await mqtt.expect((packet): packet is typeof packet => packet.cmd === 'pubrec');
  mqtt.send({ cmd: 'subscribe', messageId: 4, subscriptions: [{ topic: `${base}/+`, qos: 1 }] });
  await mqtt.expect((packet): packet is typeof packet => packet.cmd === 'suback' && packet.messageId === 4);
  await mqtt.ping();
  expect(mqtt.received.filter((packet) => packet.cmd === 'publish')).toEqual([]);
  mqtt.vanish();
});

test('a second connection with the same id takes over', async () => {
  const device = await broker.register('sos');
  const first = await broker.connect(device);
  const second = await broker.connect(device);
  expect(second.returnCode).toBe(0);
  await first.closed;
  second.publish({ topic: readingsTopic(device.id), payload: '{}', messageId: 1 });
  await second.acked(1);
  second.vanish();
});

test('when a second connection takes over, the will of the first stands before what the second says', async () => {
  const device = await broker.register('sos');
  const will = {
    topic: statusTopic(device.id),
    payload: Buffer.from('offline'),
    qos: 1 as const,
    retain: true,
  };
  await broker.connect(device, { will });
  for (let round = 1; round <= 10; round++) {
    const next = await broker.connect(device, { will });
    next.publish({ topic: statusTopic(device.id), payload: 'online', messageId: round, retain: true });
    await next.acked(round);
  }
  const said = (await storedOn(statusTopic(device.id))).map((message) => message.payload.toString());
  expect(said).toEqual(Array.from({ length: 10 }, () => ['offline', 'online']).flat());
});

test('the will of a broken connection is stored; after DISCONNECT there is none', async () => {
  const will = (id: string) => ({
    will: { topic: statusTopic(id), payload: Buffer.from('offline'), qos: 1 as const, retain: true },
  });
  const broken = await broker.register('sos');
  const polite = await broker.register('sos');
  const first = await broker.connect(broken, will(broken.id));
  const second = await broker.connect(polite, will(polite.id));
  second.send({ cmd: 'disconnect' });
  await second.closed;
  first.vanish();
  const stored = await vi.waitFor(async () => {
    const found = await storedOn(statusTopic(broken.id));
    expect(found).toHaveLength(1);
    return found;
  }, 15_000);
  expect(stored[0]).toMatchObject({ clientId: broken.id, packetId: 0, retain: true });
  expect(stored[0]?.payload.toString()).toBe('offline');
  expect(await storedOn(statusTopic(polite.id))).toHaveLength(0);
});

test('a will on a foreign topic is refused at CONNECT', async () => {
  const device = await broker.register('sos');
  const victim = await broker.register('sos');
  const will = {
    topic: statusTopic(victim.id),
    payload: Buffer.from('offline'),
    qos: 1 as const,
    retain: true,
  };
  expect((await broker.connect(device, { will })).returnCode).toBe(5);
  expect(await storedOn(statusTopic(victim.id))).toHaveLength(0);
});

test('a client silent for one and a half times its keep-alive is disconnected and its will stored', async () => {
  const device = await broker.register('sos');
  const will = {
    topic: statusTopic(device.id),
    payload: Buffer.from('offline'),
    qos: 1 as const,
    retain: true,
  };
  const started = Date.now();
  const mqtt = await broker.connect(device, { keepalive: 1, will });
  await mqtt.closed;
  expect(Date.now() - started).toBeGreaterThan(1_500);
  expect(Date.now() - started).toBeLessThan(4_000);
  await vi.waitFor(async () => expect(await storedOn(statusTopic(device.id))).toHaveLength(1), 15_000);
});

test('a rotated secret ends the connection at once and the old secret no longer opens one', async () => {
  const device = await broker.register('sos');
  const mqtt = await broker.connect(device);
  await broker.store
    .updateTable('devices')
    .set({ secret_hash: hashDeviceSecret('another') })
    .where('id', '=', device.id)
    .execute();
  await broker.redis.publish(DEVICES_CHANNEL, JSON.stringify({ deviceId: device.id }));
  await mqtt.closed;
  expect((await broker.connect(device)).returnCode).toBe(5);
  expect((await broker.connect(device, { password: Buffer.from('another') })).returnCode).toBe(0);
});

test('a removed device is disconnected and stays out', async () => {
  const device = await broker.register('motion');
  const mqtt = await broker.connect(device);
  await broker.store.deleteFrom('devices').where('id', '=', device.id).execute();
  await broker.redis.publish(DEVICES_CHANNEL, JSON.stringify({ deviceId: device.id }));
  await mqtt.closed;
  expect((await broker.connect(device)).returnCode).toBe(5);
});

test('a device refused a moment ago gets in once it is registered', async () => {
  const device = await broker.register('sos');
  await broker.store.deleteFrom('devices').where('id', '=', device.id).execute();
  expect((await broker.connect(device)).returnCode).toBe(5);
  await broker.store
    .insertInto('devices')
    .values({
      id: device.id,
      home_id: device.homeId,
      kind: 'sos',
      secret_hash: hashDeviceSecret(device.secret),
    })
    .execute();
  await broker.redis.publish(DEVICES_CHANNEL, JSON.stringify({ deviceId: device.id }));
  await vi.waitFor(async () => expect((await broker.connect(device)).returnCode).toBe(0), 15_000);
});

test('homes are spread over the shards, and one home stays on one', async () => {
  const lengths = await Promise.all(
    [0, 1].map(async (shard) => {
      const [safety, routine] = await Promise.all(
        (['safety', 'routine'] as const).map((lane) => broker.redis.xlen(uplinkStream(shard, lane))),
      );
      return (safety ?? 0) + (routine ?? 0);
    }),
  );
  expect(Math.min(...lengths)).toBeGreaterThan(0);
});
