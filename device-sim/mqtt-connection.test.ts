import { once } from 'node:events';
import type { PublishPacket } from 'aedes';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { backoffMs } from './backoff.ts';
import { bareBroker, type BareBroker } from './bare-broker.ts';
import { ConnectionRefused, openDevice, type Device, type DeviceOptions } from './mqtt-connection.ts';

const releases: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function peer(hold?: (packet: PublishPacket) => Promise<void>): Promise<BareBroker> {
  const broker = await bareBroker(hold);
  releases.push(broker.stop);
  return broker;
}

function open(port: number, options: Partial<DeviceOptions> = {}): Device {
  const device = openDevice({
    host: '127.0.0.1',
    port,
    deviceId: 'd1',
    secret: 'secret of d1',
    backoff: { firstMs: 10, longestMs: 50 },
    ...options,
  });
  releases.push(device.close);
  return device;
}

function gate(): { passed: Promise<void>; open: () => void } {
  let open: () => void = () => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}

const texts = (packets: PublishPacket[]): string[] => packets.map(({ payload }) => payload.toString());

describe('a simulated device', () => {
  test('has its publish resolved at the PUBACK and not before', async () => {
    const stored = gate();
    const { port, heard } = await peer(() => stored.passed);
    let acknowledged = false;
    const publish = open(port)
      .publish('devices/d1/readings', { action: 'emergency' })
      .then((receipt) => {
        acknowledged = true;
        return receipt;
      });
    await vi.waitFor(() => expect(heard).toHaveLength(1), 15_000);
    expect(acknowledged).toBe(false);
    stored.open();
    await expect(publish).resolves.toMatchObject({ packetId: 1, attempts: 1 });
    expect(heard[0]).toMatchObject({ qos: 1, dup: false, retain: false });
  });

  test('sends again with DUP and the same identifier what was cut off before its PUBACK, in order, and nothing twice without DUP', async () => {
    const stored = gate();
    const { port, heard, sockets } = await peer(() => stored.passed);
    const device = open(port);
    const receipts = ['one', 'two', 'three'].map((text) => device.publish('devices/d1/readings', text));
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(0), 15_000);
    stored.open();
    const before = heard.length;
    for (const socket of sockets) socket.destroy();
    const done = await Promise.all(receipts);
    const again = heard.slice(before);
    expect(again.every(({ dup }) => dup)).toBe(true);
    expect(texts(again)).toEqual(['one', 'two', 'three']);
    expect(done.map(({ packetId }) => packetId)).toEqual([1, 2, 3]);
    expect(done.map(({ attempts }) => attempts)).toContain(2);
    expect(device.pending()).toBe(0);
  });

  test('keeps what is said while the broker is away, and says it in order once it is back', async () => {
    const { port, heard, goAway, listen } = await peer();
    const lost = gate();
    const device = open(port, { onDisconnect: lost.open });
    await device.connected();
    await goAway();
    await lost.passed;
    const receipts = Array.from({ length: 5 }, (_, n) => device.publish('devices/d1/readings', `${n}`));
    expect(device.isConnected()).toBe(false);
    await listen();
    await Promise.all(receipts);
    expect(texts(heard)).toEqual(['0', '1', '2', '3', '4']);
    expect(heard.some(({ dup }) => dup)).toBe(false);
  });

  test('drops a connection that acknowledges nothing and says it again on a new one', async () => {
    let first = true;
    const never = new Promise<void>(() => undefined);
    const { port, heard } = await peer(() => {
      const answer = first ? never : Promise.resolve();
      first = false;
      return answer;
    });
    const receipt = await open(port, { ackTimeoutMs: 50 }).publish('devices/d1/readings', 'x');
    expect(receipt.attempts).toBe(2);
    expect(heard.map(({ dup }) => dup)).toEqual([false, true]);
  });

  test('never has more on the wire than its window', async () => {
    let held = 0;
    let most = 0;
    const { port } = await peer(async () => {
      held += 1;
      most = Math.max(most, held);
      await new Promise((resolve) => setImmediate(resolve));
      held -= 1;
    });
    const device = open(port, { maxInFlight: 3 });
    await Promise.all(Array.from({ length: 50 }, (_, n) => device.publish('devices/d1/readings', `${n}`)));
    expect(most).toBeLessThanOrEqual(3);
  });

  test('tells who waits that its secret is wrong, and goes on trying', async () => {
    const { port } = await peer();
    const reasons: Error[] = [];
    const device = open(port, { secret: 'wrong', onDisconnect: (reason) => reasons.push(reason) });
    await expect(device.connected()).rejects.toMatchObject({ returnCode: 5 });
    await vi.waitFor(() => expect(reasons.length).toBeGreaterThan(1), 15_000);
    expect(reasons[0]).toBeInstanceOf(ConnectionRefused);
    expect(reasons[0]?.message).not.toContain('wrong,');
  });

  test('hears what it subscribed to, also after a reconnect', async () => {
    const { port, aedes, sockets } = await peer();
    const heard: string[] = [];
    const device = open(port, {
      subscribe: ['devices/d1/commands'],
      onMessage: (_topic, payload) => heard.push(payload.toString()),
    });
    const say = (payload: string): void =>
      aedes.publish(
        { cmd: 'publish', topic: 'devices/d1/commands', payload, qos: 1, retain: false, dup: false },
        () => undefined,
      );
    const subscribed = once(aedes, 'subscribe');
    await device.connected();
    await subscribed;
    say('received');
    await vi.waitFor(() => expect(heard).toEqual(['received']), 15_000);
    const again = once(aedes, 'subscribe');
    for (const socket of sockets) socket.destroy();
    await again;
    say('accepted');
    // The first may come twice: at least once is what QoS 1 promises when a connection is cut.
    await vi.waitFor(() => expect(heard.at(-1)).toBe('accepted'), 15_000);
  });

  test('leaves its will behind when it is cut, and not when it is closed', async () => {
    const { port, aedes } = await peer();
    const wills: string[] = [];
    await new Promise<void>((resolve) =>
      aedes.subscribe('+/+/status', (packet, done) => (wills.push(packet.topic), done()), resolve),
    );
    const will = { topic: 'devices/d1/status', payload: 'offline', retain: true };
    const device = open(port, { will });
    await device.connected();
    device.cut();
    await vi.waitFor(() => expect(wills).toHaveLength(1), 15_000);
    await device.connected();
    const left = once(aedes, 'clientDisconnect');
    await device.close();
    await left;
    expect(wills).toHaveLength(1);
  });

  test('rejects what was not acknowledged when it is closed, and everything after', async () => {
    const { port, heard } = await peer(() => new Promise<void>(() => undefined));
    const device = open(port);
    const publish = device.publish('devices/d1/readings', 'x');
    publish.catch(() => undefined);
    await vi.waitFor(() => expect(heard).toHaveLength(1), 15_000);
    await device.close();
    await expect(publish).rejects.toThrow('closed before the broker acknowledged');
    await expect(device.publish('devices/d1/readings', 'y')).rejects.toThrow('is closed');
  });
});

describe('the pause before a reconnect', () => {
  test('doubles up to its ceiling and is jittered over its upper half', () => {
    expect(backoffMs(0, () => 0)).toBe(250);
    expect(backoffMs(0, () => 1)).toBe(500);
    expect(backoffMs(3, () => 1)).toBe(4000);
    expect(backoffMs(1000, () => 1)).toBe(30_000);
  });
});
