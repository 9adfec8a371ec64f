import { connect, type Socket } from 'node:net';
import { once } from 'node:events';
import { generate } from 'mqtt-packet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from '../service/create-logger.ts';
import { startConformanceBroker } from './start-conformance.ts';
import { createStrictPackets } from './strict-packets.ts';

let broker: Awaited<ReturnType<typeof startConformanceBroker>>;

beforeAll(async () => {
  const log = createLogger({ service: 'test', level: 'error', format: 'json', write: () => undefined });
  broker = await startConformanceBroker({ port: 0, log });
});
afterAll(() => broker.stop());

const text = (value: string | Buffer) => {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
};
const packet = (first: number, ...body: (Buffer | number[])[]) => {
  const bytes = Buffer.concat(body.map((part) => Buffer.from(part)));
  if (bytes.length > 127) throw new Error('the helper writes one length byte only');
  return Buffer.concat([Buffer.from([first, bytes.length]), bytes]);
};
/** A CONNECT from its parts: protocol, level, flags, keep-alive 0, and the fields behind. */
const rawConnect = (protocol: string, level: number, flags: number, ...fields: Buffer[]) =>
  packet(0x10, text(protocol), [level, flags, 0, 0], ...fields);
const CONNECT = rawConnect('MQTT', 4, 0x02, text('c1'));
const bytes = (...values: number[]) => Buffer.from(values);
const PING = bytes(0xc0, 0);

interface Answer {
  received: Buffer;
  closed: boolean;
}

/** Sends all at once, after CONNACK or as the first bytes; says what came back until `until` did, or the end. */
async function exchange(
  sent: Buffer,
  { first, until = bytes(0xd0, 0) }: { first: Buffer | null; until?: Buffer } = { first: CONNECT },
): Promise<Answer> {
  const socket: Socket = connect(broker.port, '127.0.0.1');
  const received: Buffer[] = [];
  let closed = false;
  socket.on('data', (chunk) => received.push(chunk));
  socket.on('error', () => undefined);
  socket.on('close', () => (closed = true));
  await once(socket, 'connect');
  if (first) {
    socket.write(first);
    await once(socket, 'data');
    received.length = 0;
  }
  socket.write(Buffer.concat([sent, PING]));
  await new Promise<void>((resolve) => {
    socket.on('close', resolve);
    socket.on('data', () => {
      if (Buffer.concat(received).includes(until)) resolve();
    });
  });
  const answer = { received: Buffer.concat(received), closed };
  socket.destroy();
  return answer;
}

describe('after CONNACK the connection is closed on', () => {
  const cases: [string, Buffer][] = [
    ['packet type 0 (reserved)', bytes(0x00, 0)],
    ['packet type 15 (reserved)', bytes(0xf0, 0)],
    ['CONNACK from a client', bytes(0x20, 2, 0, 0)],
    ['SUBACK from a client', bytes(0x90, 3, 0, 1, 0)],
    ['UNSUBACK from a client', bytes(0xb0, 2, 0, 1)],
    ['PINGRESP from a client', bytes(0xd0, 0)],
    ['a remaining length of five bytes', bytes(0x30, 0x80, 0x80, 0x80, 0x80, 0x01)],
    ['a second CONNECT [MQTT-3.1.0-2]', CONNECT],
    ['PUBLISH with QoS 3 [MQTT-3.3.1-4]', packet(0x36, text('a'), [0, 1])],
    ['PUBLISH with DUP and QoS 0 [MQTT-3.3.1-2]', packet(0x38, text('a'))],
    ['PUBLISH QoS 1 with packet id 0 [MQTT-2.3.1-1]', packet(0x32, text('a'), [0, 0])],
    ['PUBLISH QoS 2 with packet id 0 [MQTT-2.3.1-1]', packet(0x34, text('a'), [0, 0])],
    ['PUBLISH QoS 1 without a packet id', packet(0x32, text('a'))],
    ['PUBLISH to an empty topic [MQTT-4.7.3-1]', packet(0x30, text(''))],
    ['PUBLISH to a topic with # [MQTT-3.3.2-2]', packet(0x30, text('a/#'))],
    ['PUBLISH to a topic with + [MQTT-3.3.2-2]', packet(0x30, text('+/a'))],
    ['PUBLISH to a topic with U+0000 [MQTT-4.7.3-2]', packet(0x30, text('a\u0000b'))],
    ['PUBLISH to a topic that is not UTF-8 [MQTT-1.5.3-1]', packet(0x30, text(bytes(0x61, 0xff)))],
    ['PUBLISH to a topic with a surrogate [MQTT-1.5.3-1]', packet(0x30, text(bytes(0xed, 0xa0, 0x80)))],
    ['PUBLISH to a topic in overlong UTF-8', packet(0x30, text(bytes(0xc0, 0xaf)))],
    ['PUBLISH that ends within its topic', packet(0x30, [0, 5, 0x61])],
    ['PUBLISH without a topic', bytes(0x30, 0)],
    ['PUBACK with flags', bytes(0x41, 2, 0, 1)],
    ['PUBREC with flags', bytes(0x52, 2, 0, 1)],
    ['PUBREL without flag 2 [MQTT-3.6.1-1]', bytes(0x60, 2, 0, 1)],
    ['PUBCOMP with flags', bytes(0x78, 2, 0, 1)],
    ['PUBREL with packet id 0', bytes(0x62, 2, 0, 0)],
    ['PUBACK with a body of three bytes', bytes(0x40, 3, 0, 1, 0)],
    ['SUBSCRIBE without flag 2 [MQTT-3.8.1-1]', packet(0x80, [0, 1], text('a'), [0])],
    ['SUBSCRIBE with flags 3', packet(0x83, [0, 1], text('a'), [0])],
    ['SUBSCRIBE with packet id 0 [MQTT-2.3.1-1]', packet(0x82, [0, 0], text('a'), [0])],
    ['SUBSCRIBE without a filter [MQTT-3.8.3-3]', bytes(0x82, 2, 0, 1)],
    ['SUBSCRIBE to an empty filter [MQTT-4.7.3-1]', packet(0x82, [0, 1], text(''), [0])],
    ['SUBSCRIBE with QoS 3 [MQTT-3-8.3-4]', packet(0x82, [0, 1], text('a'), [3])],
    ['SUBSCRIBE with reserved QoS bits [MQTT-3-8.3-4]', packet(0x82, [0, 1], text('a'), [4])],
    ['SUBSCRIBE without a QoS', packet(0x82, [0, 1], text('a'))],
    ['SUBSCRIBE to a filter with # in the middle [MQTT-4.7.1-2]', packet(0x82, [0, 1], text('a/#/b'), [0])],
    ['SUBSCRIBE to a filter with # in a level [MQTT-4.7.1-2]', packet(0x82, [0, 1], text('a#'), [0])],
    ['SUBSCRIBE to a filter with + in a level [MQTT-4.7.1-3]', packet(0x82, [0, 1], text('a+'), [0])],
    ['SUBSCRIBE to a filter with + before letters', packet(0x82, [0, 1], text('+a'), [0])],
    ['SUBSCRIBE to a filter that is not UTF-8', packet(0x82, [0, 1], text(bytes(0xc3, 0x28)), [0])],
    ['SUBSCRIBE to a filter with U+0000', packet(0x82, [0, 1], text('a\u0000'), [0])],
    ['UNSUBSCRIBE without flag 2 [MQTT-3.10.1-1]', packet(0xa0, [0, 1], text('a'))],
    ['UNSUBSCRIBE with packet id 0', packet(0xa2, [0, 0], text('a'))],
    ['UNSUBSCRIBE without a filter [MQTT-3.10.3-2]', bytes(0xa2, 2, 0, 1)],
    ['UNSUBSCRIBE from a filter that is not UTF-8', packet(0xa2, [0, 1], text(bytes(0xff)))],
    ['PINGREQ with flags', bytes(0xc1, 0)],
    ['PINGREQ with a body', bytes(0xc0, 1, 0)],
    ['DISCONNECT with flags [MQTT-3.14.1-1]', bytes(0xe1, 0)],
  ];
  test.each(cases)('%s', async (_name, sent) => {
    const { received, closed } = await exchange(sent);
    expect(closed).toBe(true);
    expect(received.length, 'nothing may be acknowledged').toBe(0);
  });
});

describe('before CONNACK the connection is closed without an answer on', () => {
  const will = (flags: number, topic = text('w')) =>
    rawConnect('MQTT', 4, flags, text('c2'), topic, text('x'));
  const cases: [string, Buffer][] = [
    ['PINGREQ as the first packet [MQTT-3.1.0-1]', PING],
    ['PUBLISH as the first packet [MQTT-3.1.0-1]', packet(0x30, text('a'))],
    ['CONNECT with flags in its first byte', Buffer.concat([bytes(0x11), CONNECT.subarray(1)])],
    ['the reserved CONNECT flag [MQTT-3.1.2-3]', rawConnect('MQTT', 4, 0x03, text('c2'))],
    ['another protocol name [MQTT-3.1.2-1]', rawConnect('MQTX', 4, 0x02, text('c2'))],
    ['will QoS 3 [MQTT-3.1.2-14]', will(0x1e)],
    ['will QoS without a will [MQTT-3.1.2-13]', rawConnect('MQTT', 4, 0x0a, text('c2'))],
    ['will retain without a will [MQTT-3.1.2-15]', rawConnect('MQTT', 4, 0x22, text('c2'))],
    ['a password without a user name [MQTT-3.1.2-22]', rawConnect('MQTT', 4, 0x42, text('c2'), text('p'))],
    ['a missing password', rawConnect('MQTT', 4, 0xc2, text('c2'), text('u'))],
    ['a missing will message', rawConnect('MQTT', 4, 0x06, text('c2'), text('w'))],
    ['a will topic with a wildcard', will(0x06, text('w/#'))],
    ['a will topic that is not UTF-8', will(0x06, text(bytes(0xff)))],
    ['a client id that is not UTF-8 [MQTT-3.1.3-4]', rawConnect('MQTT', 4, 0x02, text(bytes(0xff)))],
    ['a client id with U+0000', rawConnect('MQTT', 4, 0x02, text('a\u0000'))],
    [
      'a user name that is not UTF-8 [MQTT-3.1.3-11]',
      rawConnect('MQTT', 4, 0x82, text('c2'), text(bytes(0xfe))),
    ],
    ['bytes behind the last field', rawConnect('MQTT', 4, 0x02, text('c2'), text('more'))],
    ['a CONNECT without a client id field', rawConnect('MQTT', 4, 0x02)],
  ];
  test.each(cases)('%s', async (_name, sent) => {
    const { received, closed } = await exchange(sent, { first: null });
    expect(closed).toBe(true);
    expect(received.length).toBe(0);
  });

  test.each([
    ['protocol level 5', rawConnect('MQTT', 5, 0x02, text('c2')), 1],
    ['protocol level 3 under the name MQTT', rawConnect('MQTT', 3, 0x02, text('c2')), 1],
    ['an empty client id with a session to keep', rawConnect('MQTT', 4, 0x00, text('')), 2],
  ])('%s is answered with its CONNACK code, then closed', async (_name, sent, code) => {
    const { received, closed } = await exchange(sent, { first: null });
    expect([...received]).toEqual([0x20, 2, 0, code]);
    expect(closed).toBe(true);
  });

  test('a client id of 256 bytes is answered with CONNACK 2, then closed', async () => {
    const sent = generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 0,
      clientId: 'x'.repeat(256),
    });
    const { received } = await exchange(sent, { first: null });
    expect([...received]).toEqual([0x20, 2, 0, 2]);
  });
});

describe('what MQTT 3.1.1 allows stays allowed:', () => {
  test.each([
    ['an empty client id with a clean session', rawConnect('MQTT', 4, 0x02, text(''))],
    ['MQTT 3.1', rawConnect('MQIsdp', 3, 0x02, text('old'))],
    ['packets sent without waiting for CONNACK', Buffer.concat([CONNECT, packet(0x32, text('a'), [0, 7])])],
  ])('%s', async (_name, sent) => {
    const { received, closed } = await exchange(sent, { first: null });
    expect(closed).toBe(false);
    expect([...received.subarray(0, 4)]).toEqual([0x20, 2, 0, 0]);
  });

  test.each([
    ['a topic in Chinese with a BOM inside', packet(0x32, text('安居/\ufeff'), [0, 9]), [0x40, 2, 0, 9]],
    ['filters with wildcards as whole levels', packet(0x82, [0, 3], text('+/a/#'), [1]), [0x90, 3, 0, 3, 1]],
    ['QoS 2', packet(0x34, text('a'), [0, 4]), [0x50, 2, 0, 4]],
    [
      'a refused filter: SUBACK 0x80',
      packet(0x82, [0, 3], text('test/nosubscribe'), [1]),
      [0x90, 3, 0, 3, 0x80],
    ],
    [
      'a shared subscription: SUBACK 0x80',
      packet(0x82, [0, 3], text('$share/g/a'), [1]),
      [0x90, 3, 0, 3, 0x80],
    ],
  ])('%s', async (_name, sent, answer) => {
    const { received, closed } = await exchange(sent, { first: CONNECT, until: bytes(...answer) });
    expect(closed).toBe(false);
    expect(received.includes(bytes(...answer))).toBe(true);
  });
});

test('packets are found again however the bytes are cut, and nothing else is let through', () => {
  const stream = Buffer.concat([
    CONNECT,
    packet(0x32, text('a/b'), [0, 1], Buffer.from('one')),
    packet(0x82, [0, 2], text('c'), [1]),
    packet(0x30, text('d'), Buffer.alloc(90, 1)),
    PING,
  ]);
  for (let size = 1; size <= stream.length; size++) {
    const reader = createStrictPackets({ maxPayload: 100 });
    const out: Buffer[] = [];
    let count = 0;
    const feed = (chunk: Buffer | null) => {
      const read = reader.read(chunk);
      expect(read.violation).toBeUndefined();
      if (read.packets) out.push(read.packets);
      count += read.count;
      if (read.packets && count === 1) reader.connected();
    };
    for (let at = 0; at < stream.length; at += size) feed(stream.subarray(at, at + size));
    feed(null);
    expect(Buffer.concat(out)).toEqual(stream);
    expect(count).toBe(5);
  }
});

test('a message over the limit is refused from its header, before any of it is buffered', () => {
  const reader = createStrictPackets({ maxPayload: 10 });
  reader.read(CONNECT);
  reader.connected();
  // 2 + 1 + 11 bytes announced, none of the payload sent
  expect(reader.read(bytes(0x30, 14, 0, 1, 0x61)).violation?.reason).toBe('too_large');
});

test('an oversized QoS 0 message that may be dropped is read past, and what follows is heard', () => {
  const reader = createStrictPackets({ maxPayload: 10, mayDrop: (topic) => topic === 'big' });
  reader.read(CONNECT);
  reader.connected();
  const big = packet(0x30, text('big'), Buffer.alloc(100));
  const stream = Buffer.concat([PING, big, PING]);
  for (let size = 1; size <= stream.length; size++) {
    const out: Buffer[] = [];
    const feed = (chunk: Buffer | null) => {
      const read = reader.read(chunk);
      expect(read.violation).toBeUndefined();
      if (read.packets) out.push(read.packets);
    };
    for (let at = 0; at < stream.length; at += size) feed(stream.subarray(at, at + size));
    feed(null);
    expect(Buffer.concat(out)).toEqual(Buffer.concat([PING, PING]));
  }
  const acknowledged = packet(0x32, text('big'), [0, 1], Buffer.alloc(100));
  expect(reader.read(acknowledged).violation?.reason).toBe('too_large');
});

test('PUBACKs go to who asked for them, each once however the bytes are cut, and Aedes gets all the rest', () => {
  const acks = [1, 258, 65_535].map((messageId) => generate({ cmd: 'puback', messageId }));
  const stream = Buffer.concat([PING, acks[0] as Buffer, PING, acks[1] as Buffer, acks[2] as Buffer, PING]);
  for (let cut = 1; cut < stream.length; cut++) {
    const acknowledged: number[] = [];
    const packets = createStrictPackets({ maxPayload: 10, acknowledged: (id) => acknowledged.push(id) });
    packets.read(CONNECT);
    packets.connected();
    const passed = [stream.subarray(0, cut), stream.subarray(cut)].map((part) => packets.read(part).packets);
    expect(acknowledged, `cut at ${cut}`).toEqual([1, 258, 65_535]);
    expect(Buffer.concat(passed.filter((part) => part !== null))).toEqual(Buffer.concat([PING, PING, PING]));
  }
});
