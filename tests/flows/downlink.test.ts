import { sql } from 'kysely';
import type { IPublishPacket, Packet } from 'mqtt-packet';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { incidentCommandSchema, type IncidentCommand, type Stage } from '../../contracts/device-command.ts';
import type { IncidentAction } from '../../contracts/incident-transition.ts';
import { DOWNLINK_CHANNEL } from '../../contracts/queues.ts';
import { commandsTopic, readingsTopic } from '../../contracts/topics.ts';
import { announceCommands } from '../../store/announce-commands.ts';
import { applyAlarm } from '../../store/apply-alarm.ts';
import { applyAction } from '../../store/apply-transition.ts';
import { newId } from '../../store/new-id.ts';
import { startBrokerUnderTest, type BrokerUnderTest } from '../harness/broker-under-test.ts';
import type { RawMqtt } from '../harness/raw-mqtt.ts';
import type { RegisteredDevice } from '../harness/register-device.ts';

let broker: BrokerUnderTest;

beforeAll(async () => {
  broker = await startBrokerUnderTest({ own: { postgres: true } });
});
afterAll(() => broker.stop());

/** An incident as alerting and console make one; what they announce is announced only where a test says so. */
async function press({ id: deviceId, homeId }: Pick<RegisteredDevice, 'id' | 'homeId'>, at = Date.now()) {
  const by = { kind: 'user', id: newId(), override: false } as const;
  const { incidentId } = await applyAlarm(
    broker.store,
    {
      id: newId(),
      homeId,
      deviceId,
      type: 'sos',
      priority: 1,
      at,
      receivedAt: at,
      test: false,
      cause: { property: 'action', value: 'emergency' },
    },
    at,
  );
  const act = async (
    action: Exclude<IncidentAction, { kind: 'alarm' | 'lease_expired' | 'maintenance_ended' }>,
  ) => applyAction(broker.store, { incidentId, action }, at);
  return {
    incidentId,
    announce: () =>
      announceCommands(broker.store, [incidentId], (channel, message) =>
        broker.redis.publish(channel, message),
      ),
    acknowledge: () => act({ kind: 'acknowledge', by }),
    dispatch: () => act({ kind: 'dispatch', by }),
    resolve: () => act({ kind: 'resolve', by, disposition: 'assistance' }),
  };
}

async function listen(device: RegisteredDevice, connectPacket: object = {}, qos: 0 | 1 | 2 = 1) {
  const mqtt = await broker.connect(device, connectPacket);
  expect(mqtt.returnCode).toBe(0);
  mqtt.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: commandsTopic(device.id), qos }] });
  await mqtt.expect((packet): packet is Packet => packet.cmd === 'suback');
  return mqtt;
}

const isPublish = (packet: Packet): packet is IPublishPacket => packet.cmd === 'publish';
const packets = (mqtt: RawMqtt) => mqtt.received.filter(isPublish);
const commandOf = ({ payload }: IPublishPacket): IncidentCommand =>
  incidentCommandSchema.parse(JSON.parse(payload.toString()));
const stages = (mqtt: RawMqtt) => packets(mqtt).map((packet) => commandOf(packet).stage);
const hears = (mqtt: RawMqtt, expected: Stage[]) =>
  vi.waitFor(() => expect(stages(mqtt)).toEqual(expected), { timeout: 15_000, interval: 10 });

/** Acknowledges everything that has come, and waits until that is written down. */
async function acknowledges(mqtt: RawMqtt) {
  const got = packets(mqtt);
  mqtt.send(...got.map(({ messageId }) => ({ cmd: 'puback', messageId: messageId ?? 0 }) as const));
  await isWritten(got.map((packet) => commandOf(packet).id));
}

const isWritten = (ids: string[]) =>
  vi.waitFor(
    async () => {
      const rows = await broker.store
        .selectFrom('device_commands')
        .select('id')
        .where('id', 'in', ids)
        .where('delivered_at', 'is', null)
        .execute();
      expect(rows).toEqual([]);
    },
    { timeout: 15_000, interval: 20 },
  );

test('a device that listens hears each stage when it comes, once, and nobody else hears it', async () => {
  const device = await broker.register('sos');
  const other = await broker.register('sos');
  const [mqtt, bystander] = [await listen(device), await listen(other)];
  const before = await broker.metric('anju_broker_commands_total');
  const incident = await press(device);
  await incident.announce();
  await hears(mqtt, ['received']);
  const [packet] = packets(mqtt);
  expect(packet).toMatchObject({ topic: commandsTopic(device.id), qos: 1, retain: false });
  expect(commandOf(packet as IPublishPacket)).toMatchObject({
    type: 'incident',
    incidentId: incident.incidentId,
    deviceId: device.id,
  });
  await acknowledges(mqtt);
  for (const next of [incident.acknowledge, incident.dispatch, incident.resolve]) {
    await next();
    await incident.announce();
  }
  await hears(mqtt, ['received', 'accepted', 'help_coming', 'closed']);
  await acknowledges(mqtt);
  expect(new Set(packets(mqtt).map((each) => commandOf(each).id)).size).toBe(4);
  expect(await broker.metric('anju_broker_commands_total')).toBe(before + 4);
  await bystander.ping();
  expect(packets(bystander)).toEqual([]);
  mqtt.vanish();
  bystander.vanish();
});

test('a device that was away hears all of it in order when it subscribes, and not before', async () => {
  const device = await broker.register('sos');
  const incident = await press(device);
  await incident.acknowledge();
  await incident.dispatch();
  await incident.announce();
  const mqtt = await broker.connect(device);
  await incident.announce();
  await mqtt.ping();
  expect(packets(mqtt)).toEqual([]);
  mqtt.send({
    cmd: 'subscribe',
    messageId: 1,
    subscriptions: [{ topic: commandsTopic(device.id), qos: 1 }],
  });
  await hears(mqtt, ['received', 'accepted', 'help_coming']);
  await acknowledges(mqtt);
  mqtt.vanish();
});

test('what was not acknowledged comes again with the same id on the next connection; what was, never', async () => {
  const device = await broker.register('sos');
  const incident = await press(device);
  await incident.acknowledge();
  const first = await listen(device);
  await hears(first, ['received', 'accepted']);
  const [received, accepted] = packets(first);
  first.send({ cmd: 'puback', messageId: received?.messageId ?? 0 });
  await isWritten([commandOf(received as IPublishPacket).id]);
  // A second subscription on the same connection is no reason to say it twice.
  first.send({
    cmd: 'subscribe',
    messageId: 2,
    subscriptions: [{ topic: commandsTopic(device.id), qos: 1 }],
  });
  await incident.announce();

  const second = await listen(device); // takes over
  await first.closed;
  await hears(second, ['accepted']);
  expect(commandOf(packets(second)[0] as IPublishPacket).id).toBe(commandOf(accepted as IPublishPacket).id);
  expect(stages(first)).toEqual(['received', 'accepted']);
  await acknowledges(second);
  second.vanish();

  const third = await listen(device);
  await incident.resolve();
  await incident.announce();
  await hears(third, ['closed']);
  third.vanish();
});

test('an acknowledgement counts at once, also while it cannot be written down', async () => {
  const device = await broker.register('sos');
  const incident = await press(device);
  const first = await listen(device);
  await hears(first, ['received']);
  const [received] = packets(first);
  const { id } = commandOf(received as IPublishPacket);
  await broker.store.transaction().execute(async (trx) => {
    await trx.selectFrom('device_commands').select('id').where('id', '=', id).forUpdate().execute();
    first.send({ cmd: 'puback', messageId: received?.messageId ?? 0 }, { cmd: 'disconnect' });
    await first.closed;
    const second = await listen(device);
    await incident.acknowledge();
    await incident.announce();
    await hears(second, ['accepted']);
    second.vanish();
  });
  await isWritten([id]);
});

test('a session that was kept needs no new SUBSCRIBE', async () => {
  const device = await broker.register('sos');
  const first = await listen(device, { clean: false });
  first.vanish();
  await first.closed;
  const incident = await press(device);
  await incident.announce();
  const second = await broker.connect(device, { clean: false });
  await hears(second, ['received']);
  await acknowledges(second);
  second.vanish();
});

test('who subscribes with QoS 0 is told once, without an acknowledgement', async () => {
  const device = await broker.register('sos');
  const mqtt = await listen(device, {}, 0);
  const incident = await press(device);
  await incident.announce();
  await hears(mqtt, ['received']);
  const [packet] = packets(mqtt);
  expect(packet?.qos).toBe(0);
  await isWritten([commandOf(packet as IPublishPacket).id]);
  mqtt.vanish();
});

test('after UNSUBSCRIBE nothing comes, and it is kept', async () => {
  const device = await broker.register('sos');
  const mqtt = await listen(device);
  mqtt.send({ cmd: 'unsubscribe', messageId: 2, unsubscriptions: [commandsTopic(device.id)] });
  await mqtt.expect((packet): packet is Packet => packet.cmd === 'unsuback');
  const incident = await press(device);
  await incident.announce();
  // The look that the announcement causes is over when a later one is.
  const other = await broker.register('sos');
  const witness = await listen(other);
  const late = await press(other);
  await late.announce();
  await hears(witness, ['received']);
  await mqtt.ping();
  expect(packets(mqtt)).toEqual([]);
  mqtt.send({
    cmd: 'subscribe',
    messageId: 3,
    subscriptions: [{ topic: commandsTopic(device.id), qos: 1 }],
  });
  await hears(mqtt, ['received']);
  mqtt.vanish();
  witness.vanish();
});

test('a gateway hears for its Zigbee device, on its own topic and whose alarm it was', async () => {
  const gateway = await broker.register('gateway');
  const button = await broker.register('sos', {
    gatewayId: gateway.id,
    homeId: gateway.homeId,
    friendlyName: 'button',
  });
  const mqtt = await listen(gateway);
  const incident = await press(button);
  await incident.announce();
  await hears(mqtt, ['received']);
  const [packet] = packets(mqtt);
  expect(packet?.topic).toBe(commandsTopic(gateway.id));
  expect(commandOf(packet as IPublishPacket).deviceId).toBe(button.id);
  mqtt.vanish();
});

test('a device can neither subscribe to another’s commands nor publish any', async () => {
  const [victim, thief] = [await broker.register('sos'), await broker.register('gateway')];
  await press(victim);
  const mqtt = await broker.connect(thief);
  mqtt.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: commandsTopic(victim.id), qos: 1 }] });
  const suback = await mqtt.expect(
    (packet): packet is Packet & { granted: number[] } => packet.cmd === 'suback',
  );
  expect(suback.granted).toEqual([0x80]);
  await mqtt.ping();
  expect(packets(mqtt)).toEqual([]);
  mqtt.publish({ topic: commandsTopic(thief.id), payload: '{}', messageId: 2 });
  await mqtt.closed;
});

test('what waits for more than seven days is not said any more', async () => {
  const device = await broker.register('sos');
  const days = 24 * 3_600_000;
  const old = await press(device, Date.now() - 7 * days - 60_000);
  await old.acknowledge();
  await old.resolve();
  const recent = await press(device, Date.now() - 6 * days);
  const mqtt = await listen(device);
  await hears(mqtt, ['received']);
  expect(commandOf(packets(mqtt)[0] as IPublishPacket).incidentId).toBe(recent.incidentId);
  mqtt.vanish();
});

test('hundreds that wait for one gateway come bit by bit as it acknowledges, in order, none twice', async () => {
  const gateway = await broker.register('gateway');
  const { incidentId } = await press(gateway);
  const ids = Array.from({ length: 299 }, () => newId());
  const row = {
    target_id: gateway.id,
    device_id: gateway.id,
    incident_id: incidentId,
    stage: 'accepted',
  } as const;
  await broker.store
    .insertInto('device_commands')
    .values(ids.map((id) => ({ id, ...row, created_at: new Date(), delivered_at: null })))
    .execute();
  const mqtt = await listen(gateway);
  let done = 0;
  await vi.waitFor(
    () => {
      const got = packets(mqtt);
      expect(got.length - done).toBeLessThanOrEqual(20);
      for (const { messageId } of got.slice(done)) mqtt.send({ cmd: 'puback', messageId: messageId ?? 0 });
      done = got.length;
      expect(done).toBe(300);
    },
    { timeout: 20_000, interval: 5 },
  );
  await isWritten(ids);
  expect(
    packets(mqtt)
      .slice(1)
      .map((packet) => commandOf(packet).id),
  ).toEqual(ids);
  mqtt.vanish();
});

test('an announcement that is lost, or not one at all, delays it by seconds only', async () => {
  const device = await broker.register('sos');
  const mqtt = await listen(device);
  await broker.redis.publish(DOWNLINK_CHANNEL, 'not an announcement');
  await press(device);
  await hears(mqtt, ['received']);
  await acknowledges(mqtt);
  mqtt.vanish();
});

test('hundreds that come back in one moment are all told, in a few queries', async () => {
  const homes = await Promise.all(Array.from({ length: 300 }, () => broker.register('sos')));
  const pressed = homes.slice(0, 50);
  await Promise.all(pressed.map((device) => press(device)));
  const before = await broker.metric('anju_broker_command_lookups_total');
  const clients = await Promise.all(homes.map((device) => listen(device)));
  await vi.waitFor(
    () => {
      for (const client of clients.slice(0, 50)) expect(stages(client)).toEqual(['received']);
    },
    { timeout: 15_000, interval: 20 },
  );
  await Promise.all(clients.slice(50).map((client) => client.ping()));
  for (const client of clients.slice(50)) expect(packets(client)).toEqual([]);
  expect((await broker.metric('anju_broker_command_lookups_total')) - before).toBeLessThan(40);
  for (const client of clients) client.vanish();
});

test('a broker that is killed before it could write an acknowledgement down says it again with the same id', async () => {
  const device = await broker.register('sos');
  const mqtt = await listen(device);
  const incident = await press(device);
  await incident.announce();
  await hears(mqtt, ['received']);
  const { id } = commandOf(packets(mqtt)[0] as IPublishPacket);
  await broker.store.transaction().execute(async (trx) => {
    // Somebody holds the row: the PUBACK is heard and cannot be written down.
    await trx.selectFrom('device_commands').select('id').where('id', '=', id).forUpdate().execute();
    mqtt.send({ cmd: 'puback', messageId: packets(mqtt)[0]?.messageId ?? 0 });
    const waiting = sql<{ pid: number }>`select pid from pg_stat_activity where wait_event_type = 'Lock'`;
    await vi.waitFor(async () => expect((await waiting.execute(trx)).rows).toHaveLength(1), {
      timeout: 15_000,
    });
    await broker.platform.kill('broker');
    // Else the statement of the dead would go on when the row is free.
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock'`.execute(
      trx,
    );
  });
  await broker.platform.restart('broker');
  await broker.ready();
  const again = await listen(device);
  await hears(again, ['received']);
  expect(commandOf(packets(again)[0] as IPublishPacket).id).toBe(id);
  await acknowledges(again);
  again.vanish();
});

test('while PostgreSQL is away uplink goes on; afterwards everybody is told and nothing twice, warned once', async () => {
  const [device, waiting] = [await broker.register('sos'), await broker.register('sos')];
  const mqtt = await listen(device);
  const idle = await listen(waiting);
  const incident = await press(device);
  const later = await press(waiting);
  await incident.announce();
  await hears(mqtt, ['received']);
  const warned = () =>
    broker.platform.output('broker').filter((line) => line.includes('commands for devices wait')).length;
  const before = warned();

  await broker.platform.postgres?.crash();
  const packetId = packets(mqtt)[0]?.messageId ?? 0;
  mqtt.send({ cmd: 'puback', messageId: packetId });
  for (let n = 0; n < 3; n++) {
    await broker.redis.publish(DOWNLINK_CHANNEL, JSON.stringify({ deviceIds: [waiting.id] }));
    mqtt.publish({ topic: readingsTopic(device.id), payload: '{}', messageId: 100 + n });
    await mqtt.acked(100 + n);
  }
  await vi.waitFor(() => expect(warned()).toBe(before + 1), { timeout: 15_000 });
  await broker.platform.postgres?.start();
  await isWritten([commandOf(packets(mqtt)[0] as IPublishPacket).id]);
  await hears(idle, ['received']);
  expect(stages(mqtt)).toEqual(['received']);
  expect(warned()).toBe(before + 1);
  await later.acknowledge();
  await later.announce();
  await hears(idle, ['received', 'accepted']);
  mqtt.vanish();
  idle.vanish();
});
