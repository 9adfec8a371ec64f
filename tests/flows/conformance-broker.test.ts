import { connect, connectAsync, type MqttClient } from 'mqtt';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { pollUntil } from '../../standalone/poll-until.ts';
import { freePort } from '../../standalone/ports.ts';
import { startProgram, type Running } from '../../standalone/program.ts';

let broker: Running;
let port: number;
const clients: MqttClient[] = [];

beforeAll(async () => {
  port = await freePort();
  broker = await startProgram({
    name: 'conformance',
    command: process.execPath,
    args: ['--import', 'tsx', 'broker/conformance.ts', '--port', String(port)],
  });
  const probe = () =>
    connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0 }).then(
      (c) => c.endAsync().then(() => true),
      () => false,
    );
  await pollUntil(probe, { timeoutMs: 20_000 });
});
afterAll(() => broker.stop());
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.endAsync(true)));
});

async function client(options: Parameters<typeof connectAsync>[1] = {}) {
  const connected = await connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 0, ...options });
  clients.push(connected);
  const got: string[] = [];
  connected.on('message', (topic, payload, packet) =>
    got.push(`${topic} ${payload.toString()} q${packet.qos}${packet.retain ? ' retained' : ''}`),
  );
  return Object.assign(connected, { got });
}

test('anonymous clients publish to each other at every QoS, retained messages are kept and cleared', async () => {
  const [a, b] = [await client(), await client()];
  await b.subscribeAsync('t/+', { qos: 2 });
  for (const qos of [0, 1, 2] as const) await a.publishAsync(`t/${qos}`, 'x', { qos, retain: true });
  await vi.waitFor(() => expect([...b.got].sort()).toEqual(['t/0 x q0', 't/1 x q1', 't/2 x q2']), 15_000);
  const late = await client();
  await late.subscribeAsync('t/#', { qos: 2 });
  await vi.waitFor(() => expect(late.got).toHaveLength(3), 15_000);
  expect(late.got.every((line) => line.endsWith('retained'))).toBe(true);
  for (const qos of [0, 1, 2] as const) await a.publishAsync(`t/${qos}`, '', { qos, retain: true });
  const later = await client();
  await later.subscribeAsync('t/#');
  await later.publishAsync('t/end', 'only this', { qos: 1 });
  await vi.waitFor(() => expect(later.got).toEqual(['t/end only this q0']), 15_000);
});

test('a session that is kept receives, in order, what was published while its client was away', async () => {
  const options = { clientId: 'kept', clean: false };
  const first = await client(options);
  await first.subscribeAsync('s/#', { qos: 2 });
  await first.endAsync();
  const other = await client();
  const sent = Array.from({ length: 20 }, (_, n) => `${n}`);
  for (const payload of sent) await other.publishAsync('s/1', payload, { qos: 1 });
  await other.publishAsync('s/2', 'two', { qos: 2 });
  const got: string[] = [];
  // Listening before CONNACK: what waited may come in the same chunk.
  const again = connect(`mqtt://127.0.0.1:${port}`, { ...options, reconnectPeriod: 0 });
  again.on('message', (topic, payload) => got.push(`${topic} ${payload.toString()}`));
  clients.push(again);
  await vi.waitFor(() => expect(got).toHaveLength(21), 15_000);
  expect(got.filter((line) => line.startsWith('s/1'))).toEqual(sent.map((payload) => `s/1 ${payload}`));
  expect(got).toContain('s/2 two');
});

test('a broken connection’s will is published, a wildcard does not match a $ topic', async () => {
  const watcher = await client();
  await watcher.subscribeAsync(['+/w', '#']);
  const dying = await client({ will: { topic: 'x/w', payload: Buffer.from('gone'), qos: 0, retain: false } });
  await watcher.publishAsync('$hidden/w', 'secret', { qos: 1 });
  dying.stream.destroy();
  await vi.waitFor(() => expect(watcher.got).toContain('x/w gone q0'), 15_000);
  expect(watcher.got.some((line) => line.startsWith('$'))).toBe(false);
});

test('test/nosubscribe and shared subscriptions are refused with 0x80', async () => {
  const a = await client();
  const refused = await new Promise((resolve) => {
    a.once('packetreceive', (packet) => resolve(packet));
    a.subscribe(['test/nosubscribe', '$share/g/t', 'fine'], { qos: 2 }, () => undefined);
  });
  expect(refused).toMatchObject({ cmd: 'suback', granted: [0x80, 0x80, 2] });
});
