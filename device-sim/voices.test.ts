import { afterEach, describe, expect, test, vi } from 'vitest';
import { bareBroker } from './bare-broker.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { openLedger } from './ledger.ts';
import { nextSeq } from './next-seq.ts';
import type { SavedDevice } from './saved-homes.ts';
import { openVoices } from './voices.ts';

const releases: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

const devices: SavedDevice[] = [
  { id: 'button', key: 'sos', kind: 'sos', room: '卧室', secret: 'secret of button' },
  { id: 'gate', key: 'gateway', kind: 'gateway', secret: 'secret of gate' },
  { id: 'motion', key: 'motion', kind: 'motion', gatewayId: 'gate', friendlyName: '厨房/motion' },
];

async function voicesAtBareBroker(): Promise<{
  broker: Awaited<ReturnType<typeof bareBroker>>;
  voices: ReturnType<typeof openVoices>;
}> {
  const broker = await bareBroker();
  releases.push(broker.stop);
  const voices = openVoices({
    broker: { host: '127.0.0.1', port: broker.port },
    devices,
    ledger: openLedger(),
  });
  releases.push(voices.close);
  return { broker, voices };
}

describe('the voices of simulated devices', () => {
  test('speak on their own topic, or through their gateway by the friendly name, with time and seq', async () => {
    const { broker, voices } = await voicesAtBareBroker();
    const time = Date.UTC(2026, 0, 1);
    const press = await voices.say('button', { properties: { action: 'emergency' }, time, expected: 'sos' });
    const moved = await voices.say('motion', { properties: { occupancy: true }, time, expected: 'reading' });
    const said = Object.fromEntries(broker.heard.map(({ topic, payload }) => [topic, payload.toString()]));
    expect(JSON.parse(said['devices/button/readings'] ?? '')).toEqual({
      action: 'emergency',
      time,
      seq: press.seq,
    });
    expect(JSON.parse(said['gateways/gate/厨房/motion'] ?? '')).toEqual({
      occupancy: true,
      time,
      seq: moved.seq,
    });
    expect(press).toMatchObject({ device: 'button', lane: 'safety', expected: 'sos', attempts: 1 });
    expect(moved).toMatchObject({ device: 'motion', lane: 'routine', topic: 'gateways/gate/厨房/motion' });
    expect(voices.connections()).toEqual({ all: 2, connected: 2 });
  });

  test('say that they are there, retained, and a gateway says it as Zigbee2MQTT does', async () => {
    const { broker } = await voicesAtBareBroker();
    await vi.waitFor(() => expect(broker.heard).toHaveLength(3), 15_000);
    const said = broker.heard.map(({ topic, payload, retain }) => `${topic} ${payload.toString()} ${retain}`);
    expect(said.sort()).toEqual([
      'devices/button/status online true',
      'gateways/gate/bridge/state {"state":"online"} true',
      'gateways/gate/厨房/motion/availability {"state":"online"} true',
    ]);
  });

  test('cut off in the middle of a message send it again with DUP, and then what was said meanwhile, in order', async () => {
    const { broker, voices } = await voicesAtBareBroker();
    await voices.connected();
    const say = (time: number) =>
      voices.say('button', { properties: { battery: 90 }, time, expected: 'reading' });
    const cutAt = Date.now();
    const first = say(1);
    await new Promise((resolve) => setImmediate(resolve));
    voices.cut('button', 300);
    const entries = await Promise.all([first, say(2), say(3)]);
    expect(entries.map(({ attempts }) => attempts)).toEqual([2, 1, 1]);
    expect(entries.every(({ acknowledgedAt = 0 }) => acknowledgedAt - cutAt >= 300)).toBe(true);
    const heard = broker.heard.filter(({ topic }) => topic.endsWith('/readings'));
    expect(heard.filter(({ dup }) => dup)).toHaveLength(1);
    expect(heard.map(({ payload }) => (JSON.parse(payload.toString()) as { time: number }).time)).toEqual(
      heard.length === 4 ? [1, 1, 2, 3] : [1, 2, 3],
    );
  });

  test('never use a seq twice, though much is said within one millisecond', async () => {
    const { voices } = await voicesAtBareBroker();
    const saying = { properties: { action: 'emergency' }, time: 1, expected: 'sos' as const };
    const entries = await Promise.all(Array.from({ length: 200 }, () => voices.say('button', saying)));
    const seqs = entries.map(({ seq }: LedgerEntry) => seq);
    expect(new Set(seqs).size).toBe(200);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
  });

  test('are not lent to a device that is not connected here', async () => {
    const { voices } = await voicesAtBareBroker();
    const saying = { properties: {}, time: 1, expected: 'reading' as const };
    await expect(voices.say('stranger', saying)).rejects.toThrow('has no connection here');
    expect(voices.has('stranger')).toBe(false);
    expect(voices.has('motion')).toBe(true);
  });
});

test('a seq goes on above what an earlier run can have used', () => {
  let now = 1000;
  const first = nextSeq(() => now);
  const used = [first('a'), first('a'), first('b')];
  expect(used).toEqual([1000, 1001, 1000]);
  now = 1010;
  expect(nextSeq(() => now)('a')).toBeGreaterThan(Math.max(...used));
});
