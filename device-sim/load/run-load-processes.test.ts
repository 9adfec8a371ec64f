import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { bareBroker } from '../bare-broker.ts';
import { readWholeLedger } from '../read-whole-ledger.ts';
import { runLoadProcesses } from './run-load-processes.ts';

const releases: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

const devices = Array.from({ length: 6 }, (_, n) => ({
  id: `d${n}`,
  kind: n < 4 ? ('motion' as const) : ('sos' as const),
  secret: `secret of d${n}`,
  homeId: 'h',
}));

test('two processes are one load: they begin together, their counts and histograms add up, their lines share a ledger', async () => {
  const { port, heard, stop } = await bareBroker();
  releases.push(stop);
  const dir = await mkdtemp(join(tmpdir(), 'load-processes-'));
  releases.push(() => rm(dir, { recursive: true }));
  const ledgerFile = join(dir, 'ledger.jsonl');
  let started = 0;
  const result = await runLoadProcesses({
    broker: { host: '127.0.0.1', port },
    devices,
    mode: { kind: 'open', rates: { readings: 100, presses: 20 } },
    seconds: 1.2,
    processes: 2,
    ledgerFile,
    onStart: () => (started += 1),
  });
  expect(started).toBe(1);
  expect(result.unacknowledged).toBe(0);
  expect(result.total.intended).toBeGreaterThanOrEqual(140);
  // Without a warm-up everything is measured, the first message of each process as well.
  expect(result.latency.totalCount).toBe(result.total.intended);
  expect(result.classes.presses.latency.totalCount).toBeGreaterThanOrEqual(22);
  expect(result.connects).toMatchObject({ attempted: 6, connected: 6 });
  expect(result.series.at(-1)).toMatchObject({ connections: 6 });
  const { entries, problems } = await readWholeLedger(ledgerFile);
  expect(problems).toEqual([]);
  expect(new Set(entries.map(({ id }) => id)).size).toBe(result.total.intended);
  expect(heard).toHaveLength(result.total.intended);
}, 30_000);

test('a part that cannot connect is an error, and no process is left behind', async () => {
  const { port, stop } = await bareBroker();
  releases.push(stop);
  const strangers = devices.map((device) => ({ ...device, secret: 'wrong' }));
  await expect(
    runLoadProcesses({
      broker: { host: '127.0.0.1', port },
      devices: strangers,
      mode: { kind: 'closed', inFlight: 1 },
      processes: 2,
      connectPatienceSeconds: 0.2,
    }),
  ).rejects.toThrow('CONNACK 5');
}, 15_000);
