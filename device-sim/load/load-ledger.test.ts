import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { readWholeLedger } from '../read-whole-ledger.ts';
import { openLoadLedger } from './load-ledger.ts';

const releases: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
});

const button = { id: 'a"b', secret: 's', kind: 'sos' as const, homeId: 'h' };
const motion = { id: 'm', secret: 's', kind: 'motion' as const, homeId: 'h' };

test('a ledger of a load reads like any other, with and without an acknowledgement', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'load-ledger-'));
  releases.push(() => rm(dir, { recursive: true }));
  const file = join(dir, 'ledger.jsonl');
  const ledger = openLoadLedger(file);
  const plain = { topic: 'devices/m/readings', class: 'readings' as const, device: motion };
  ledger.note({
    ...plain,
    id: 'm:17',
    seq: 17,
    time: 1000,
    intendedAt: 1000.7,
    sentAt: 1001.2,
    acknowledgedAt: 1003.9,
    ackMs: 2.65432,
    attempts: 2,
  });
  ledger.note({ ...plain, id: 'm:18', seq: 18, time: 2000, intendedAt: 2000, attempts: 0 });
  ledger.note({
    id: 'b:1',
    device: button,
    class: 'presses',
    topic: 'devices/a"b/readings',
    seq: 1,
    time: 3,
    intendedAt: 3,
    sentAt: 4,
    attempts: 1,
  });
  await ledger.close();
  const { entries, problems } = await readWholeLedger(file);
  expect(problems).toEqual([]);
  expect(entries).toEqual([
    {
      id: 'm:17',
      device: 'm',
      topic: 'devices/m/readings',
      seq: 17,
      time: 1000,
      intendedAt: 1000,
      sentAt: 1001,
      acknowledgedAt: 1003,
      ackMs: 2.654,
      attempts: 2,
      kind: 'motion',
      lane: 'routine',
      expected: 'reading',
    },
    expect.objectContaining({ id: 'm:18', intendedAt: 2000, expected: 'reading' }),
    expect.objectContaining({ id: 'b:1', device: 'a"b', lane: 'safety', expected: 'sos', attempts: 1 }),
  ]);
  expect(entries[1]).not.toHaveProperty('attempts');
  expect(entries[2]).not.toHaveProperty('acknowledgedAt');
});
