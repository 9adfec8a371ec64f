import type { PublishPacket } from 'aedes';
import { afterEach, describe, expect, test } from 'vitest';
import type { DeviceKind } from '../../contracts/device.ts';
import { bareBroker, type BareBroker } from '../bare-broker.ts';
import type { LoadDevice } from './load-device.ts';
import type { LoadMessage } from './load-message.ts';
import { runLoad, type LoadOptions } from './run-load.ts';

const releases: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

async function peer(hold?: (packet: PublishPacket) => Promise<void>): Promise<BareBroker> {
  const broker = await bareBroker(hold);
  releases.push(broker.stop);
  return broker;
}

function devices(count: number, kind: DeviceKind = 'motion'): LoadDevice[] {
  return Array.from({ length: count }, (_, n) => {
    const id = `${kind}-${n}`;
    return { id, kind, secret: `secret of ${id}`, homeId: 'h' };
  });
}

function load(port: number, options: Pick<LoadOptions, 'devices' | 'mode'> & Partial<LoadOptions>) {
  const broker = { host: '127.0.0.1', port };
  return runLoad({ broker, seconds: 0.5, backoff: { firstMs: 10, longestMs: 50 }, ...options });
}

const said = ({ payload }: PublishPacket): { seq: number; time: number } =>
  JSON.parse(payload.toString()) as { seq: number; time: number };

const ms = (micros: number): number => micros / 1000;

describe('a load', () => {
  test('has exactly one acknowledgement per message across cuts, and re-sends with DUP, the same seq and time', async () => {
    let count = 0;
    // Every 20th message takes its connection with it, unacknowledged, the first time it is heard.
    const { port, heard, sockets } = await peer(async ({ dup }) => {
      count += 1;
      if (count % 20 === 0 && !dup) for (const socket of sockets) socket.destroy();
    });
    const noted: LoadMessage[] = [];
    const result = await load(port, {
      devices: [...devices(4), ...devices(1, 'sos')],
      mode: { kind: 'open', rates: { readings: 200, presses: 20 } },
      witness: { note: (message) => noted.push(message) },
    });
    expect(result.unacknowledged).toBe(0);
    expect(noted.length).toBe(result.total.intended);
    expect(new Set(noted.map(({ id }) => id)).size).toBe(noted.length);
    expect(noted.every(({ acknowledgedAt }) => acknowledgedAt !== undefined)).toBe(true);
    expect(result.resent).toBeGreaterThan(0);
    expect(noted.reduce((writes, { attempts }) => writes + attempts - 1, 0)).toBe(result.resent);

    const copies = new Map<string, PublishPacket[]>();
    for (const packet of heard) {
      const id = `${packet.topic} ${said(packet).seq}`;
      copies.set(id, [...(copies.get(id) ?? []), packet]);
    }
    expect(copies.size).toBe(noted.length);
    for (const [first, ...again] of copies.values()) {
      if (first === undefined) throw new Error('a group is never empty');
      for (const copy of again) {
        expect(copy.dup).toBe(true);
        expect(copy.payload).toEqual(first.payload);
      }
    }
    const times = noted.filter(({ device }) => device.id === 'motion-0').map(({ time }) => time);
    expect(new Set(times).size).toBe(times.length);
  });

  test('in an open loop counts a stall of the broker in the latency of every message that should have left meanwhile', async () => {
    let stalled: Promise<void> | undefined;
    const { port } = await peer(() => {
      // The very first message holds everything up.
      stalled ??= new Promise((resolve) => setTimeout(resolve, 400));
      return stalled;
    });
    const { latency, total } = await load(port, {
      devices: devices(1),
      mode: { kind: 'open', rates: { readings: 100 } },
      maxInFlight: 1,
    });
    expect(total.intended).toBeGreaterThanOrEqual(50);
    // Of 500 ms, 400 were a stall: the messages planned for it waited for what was left of it.
    expect(ms(latency.getValueAtPercentile(50))).toBeGreaterThan(100);
    expect(ms(latency.maxValue)).toBeGreaterThan(390);
  });

  test('keeps its number of messages in flight in a closed loop, and no more', async () => {
    let open = 0;
    let most = 0;
    const { port } = await peer(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
    });
    const { acknowledged, sent, seconds, latency, total } = await load(port, {
      devices: devices(3),
      mode: { kind: 'closed', inFlight: 4 },
      warmUpSeconds: 0.1,
    });
    expect(most).toBe(12);
    expect(seconds).toBeGreaterThan(0.45);
    expect(Math.abs(sent - acknowledged)).toBeLessThanOrEqual(12);
    expect(latency.totalCount).toBeGreaterThan(0);
    expect(total.acknowledged).toBeGreaterThan(acknowledged);
    expect(total.acknowledged).toBe(total.intended);
  });

  test('hands over what was never acknowledged, as such, and its wait counts', async () => {
    const { port } = await peer(() => new Promise(() => undefined));
    const noted: LoadMessage[] = [];
    const { unacknowledged, acknowledged, total, latency } = await load(port, {
      devices: devices(1),
      mode: { kind: 'open', rates: { readings: 100 } },
      seconds: 0.2,
      drainSeconds: 0.1,
      witness: { note: (message) => noted.push(message) },
    });
    expect(acknowledged).toBe(0);
    expect(unacknowledged).toBe(total.intended);
    expect(noted).toHaveLength(unacknowledged);
    for (const message of noted) expect(message).not.toHaveProperty('acknowledgedAt');
    expect(latency.totalCount).toBeGreaterThan(15);
    expect(ms(latency.maxValue)).toBeGreaterThan(250);
  });

  test('says nothing new while its witness is behind, and counts that as its own lag: such a run is invalid', async () => {
    const { port } = await peer();
    const from = performance.now();
    const { invalidBecause, valid, lagMaxMs, total } = await load(port, {
      devices: devices(2),
      mode: { kind: 'open', rates: { readings: 100 } },
      witness: { note: () => undefined, isBehind: () => performance.now() - from < 450 },
    });
    expect(total.intended).toBeGreaterThanOrEqual(50);
    expect(lagMaxMs).toBeGreaterThan(300);
    expect(valid).toBe(false);
    expect(invalidBecause).toContain('by its own doing');
  });

  test('ends early and orderly when it is told to', async () => {
    const { port } = await peer();
    const stopping = new AbortController();
    const { total, seconds } = await load(port, {
      devices: devices(2),
      mode: { kind: 'open', rates: { readings: 100 } },
      seconds: 3600,
      signal: stopping.signal,
      onStart: () => setTimeout(() => stopping.abort(), 100),
    });
    expect(seconds).toBeLessThan(5);
    expect(total.acknowledged).toBe(total.intended);
  });

  test('names the reason when devices cannot be connected', async () => {
    const { port } = await peer();
    const stranger = { id: 'motion-1', kind: 'motion' as const, secret: 'wrong', homeId: 'h' };
    const started = load(port, {
      devices: [...devices(1), stranger],
      mode: { kind: 'closed', inFlight: 1 },
      connectPatienceSeconds: 0.2,
    });
    await expect(started).rejects.toThrow(/only 1 of 2 .* device motion-1 was refused with CONNACK 5/);
  });

  test('holds idle connections from several sources, and reports how long they took', async () => {
    const { port, sockets } = await peer();
    const addresses = new Set<string | undefined>();
    const { connects, series } = await load(port, {
      devices: devices(20),
      mode: { kind: 'open', rates: {} },
      seconds: 0.2,
      sources: ['127.0.0.1'],
      connectsPerSecond: Infinity,
      onStart: () => {
        for (const { remoteAddress } of sockets) addresses.add(remoteAddress);
      },
    });
    expect([...addresses]).toEqual(['127.0.0.1']);
    expect(connects).toMatchObject({ attempted: 20, connected: 20, refused: 0, failed: {}, lost: {} });
    expect(connects.seconds).toBeGreaterThan(0);
    expect(connects.latency.totalCount).toBe(20);
    expect(series.at(-1)).toMatchObject({ connections: 20, phase: 'drain' });
  });
});
