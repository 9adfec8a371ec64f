import { afterEach, describe, expect, test, vi } from 'vitest';
import { bareBroker } from './bare-broker.ts';
import { openLedger } from './ledger.ts';
import { parseRecording } from './parse-recording.ts';
import { replay } from './replay.ts';

const releases: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

const SENSORS = ['a', 'b', 'c'];
const lines = Array.from({ length: 600 }, (_, n) => {
  const second = String(n % 60).padStart(2, '0');
  const minute = String(Math.floor(n / 60)).padStart(2, '0');
  return `2009-07-21T13:${minute}:${second},${SENSORS[n % 3]},pir,Kitchen,${n % 2 === 0 ? 'on' : 'off'}`;
});
const recording = parseRecording(['ts,sensor,type,room,state', ...lines].join('\n'), {
  name: 'test',
  timezone: 'Asia/Shanghai',
});
const home = {
  id: 'h',
  address: 'x',
  timezone: 'Asia/Shanghai',
  devices: SENSORS.map((id) => ({ id, key: id, kind: 'motion' as const, secret: `secret of ${id}` })),
};

async function play(options: {
  speed: number;
  window: number;
  signal?: AbortSignal;
  onPublish?: () => void;
}) {
  let onTheWay = 0;
  let most = 0;
  const broker = await bareBroker(async () => {
    onTheWay += 1;
    most = Math.max(most, onTheWay);
    options.onPublish?.();
    await new Promise((resolve) => setImmediate(resolve));
    onTheWay -= 1;
  });
  releases.push(broker.stop);
  const done = replay({
    recording,
    home,
    broker: { host: '127.0.0.1', port: broker.port },
    ledger: openLedger(),
    shiftMs: 1000,
    signal: new AbortController().signal,
    ...options,
  });
  return { broker, done, most: () => most };
}

describe('a replay', () => {
  test('says everything once, each sensor in its order, at the shifted time and never beyond its window', async () => {
    const { broker, done, most } = await play({ speed: 0, window: 10 });
    const { sent, entries } = await done;
    expect({ sent, acknowledged: entries.length }).toEqual({ sent: 600, acknowledged: 600 });
    expect(most()).toBeLessThanOrEqual(10);
    for (const sensor of SENSORS) {
      const heard = broker.heard.filter(({ topic }) => topic === `devices/${sensor}/readings`);
      const said = heard.map(({ payload }) => JSON.parse(payload.toString()) as Record<string, unknown>);
      const recorded = recording.events.filter((event) => event.sensor === sensor);
      expect(said.map(({ time, occupancy }) => ({ time, occupancy }))).toEqual(
        recorded.map(({ at, value }) => ({ time: at + 1000, occupancy: value })),
      );
    }
    // Nothing else of this home may be stored: its readings are counted.
    expect(broker.heard).toHaveLength(600);
  });

  test('keeps the rhythm of life, faster', async () => {
    const { done } = await play({ speed: 2000, window: 100 });
    const { entries, elapsedMs } = await done;
    // 599 s at 2,000 times life
    expect(elapsedMs).toBeGreaterThanOrEqual(295);
    expect(Math.max(...entries.map(({ sentAt = 0, intendedAt }) => intendedAt - sentAt))).toBeLessThanOrEqual(
      2,
    );
  });

  test('ends when it is told to, and does not pretend to have finished', async () => {
    const stopping = new AbortController();
    const { broker, done } = await play({
      speed: 0,
      window: 5,
      signal: stopping.signal,
      onPublish: () => {
        if (broker.heard.length === 50) stopping.abort();
      },
    });
    await expect(done).rejects.toThrow(/^stopped after \d+ of 600 events$/);
    await vi.waitFor(() => expect(broker.sockets.size).toBe(0), 15_000);
    expect(broker.heard.length).toBeLessThan(600);
  });
});
