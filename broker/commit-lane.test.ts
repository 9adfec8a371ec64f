import fc from 'fast-check';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { UplinkMessage } from '../contracts/uplink.ts';
import { createCommitLane, type ShardBatch } from './commit-lane.ts';

const message = (seq: number, payload = Buffer.alloc(0)): UplinkMessage => ({
  clientId: 'device',
  topic: 'devices/device/readings',
  payload,
  receivedAt: 0,
  sinceConnect: 0,
  packetId: seq,
  dup: false,
  retain: false,
});

/** A log that does what the test says: each attempt is answered by hand. */
function manualLog() {
  const attempts: { batches: ShardBatch[]; answer: (...problems: (Error | undefined)[]) => void }[] = [];
  const write = (batches: readonly ShardBatch[]) =>
    new Promise<(Error | undefined)[]>((resolve) => {
      const copy = batches.map(({ shard, messages }) => ({ shard, messages: [...messages] }));
      attempts.push({
        batches: copy,
        answer: (...problems) => resolve(copy.map((_, index) => problems[index])),
      });
    });
  const attempt = (index: number) =>
    vi.waitFor(() => {
      const found = attempts[index];
      if (!found) throw new Error(`attempt ${index} has not come`);
      return found;
    }, 15_000);
  return { write, attempt, attempts };
}

const ids = (batches: readonly ShardBatch[]) =>
  batches.map(({ shard, messages }) => [shard, messages.map((m) => m.packetId)]);

test('what arrives during a commit becomes the next one, one entry per shard', async () => {
  const log = manualLog();
  const lane = createCommitLane({ write: log.write, lingerMs: 0 });
  const done: number[] = [];
  lane.append(0, message(1), () => done.push(1));
  const first = await log.attempt(0);
  for (const [shard, seq] of [
    [0, 2],
    [1, 3],
    [0, 4],
  ] as const)
    lane.append(shard, message(seq), () => done.push(seq));
  expect(done).toEqual([]);
  first.answer();
  const second = await log.attempt(1);
  expect(ids(second.batches)).toEqual([
    [0, [2, 4]],
    [1, [3]],
  ]);
  expect(done).toEqual([1]);
  second.answer();
  await lane.idle();
  expect(done).toEqual([1, 2, 4, 3]);
  expect(lane.waiting()).toBe(0);
});

test('what failed is not acknowledged, and is written again before anything newer of its shard', async () => {
  const log = manualLog();
  const failures: string[] = [];
  const recoveries: number[] = [];
  const lane = createCommitLane({
    write: log.write,
    lingerMs: 0,
    onFailure: (error) => failures.push(error.message),
    onRecovery: () => recoveries.push(1),
  });
  const done: number[] = [];
  lane.append(0, message(1), () => done.push(1));
  lane.append(1, message(2), () => done.push(2));
  const first = await log.attempt(0);
  lane.append(0, message(3), () => done.push(3));
  first.answer(new Error('OOM command not allowed'), undefined);
  const second = await log.attempt(1);
  expect(done, 'the shard that was written is acknowledged').toEqual([2]);
  expect(ids(second.batches)).toEqual([[0, [1]]]);
  expect(lane.failure()?.message).toContain('OOM');
  expect(lane.busySince()).toBeDefined();
  second.answer();
  (await log.attempt(2)).answer();
  await lane.idle();
  expect(done).toEqual([2, 1, 3]);
  expect([failures, recoveries]).toEqual([['OOM command not allowed'], [1]]);
  expect(lane.failure()).toBeUndefined();
});

test('an answer that is missing counts as a failure', async () => {
  let attempts = 0;
  const done: number[] = [];
  const lane = createCommitLane({
    write: (batches) => Promise.resolve(attempts++ === 0 ? [] : batches.map(() => undefined)),
    lingerMs: 0,
  });
  lane.append(0, message(1), () => done.push(1));
  await lane.idle();
  expect(attempts).toBe(2);
  expect(done).toEqual([1]);
});

test('abandoned messages are never acknowledged', async () => {
  const log = manualLog();
  const lane = createCommitLane({ write: log.write, lingerMs: 0 });
  const done = vi.fn();
  lane.append(0, message(1), done);
  const first = await log.attempt(0);
  lane.abandon();
  first.answer(new Error('connection closed'));
  await lane.idle();
  expect(done).not.toHaveBeenCalled();
  expect(log.attempts).toHaveLength(1);
});

test('an entry stays below 1 MiB, and two entries of one shard are never in one commit', async () => {
  const sizes: number[] = [];
  const lane = createCommitLane({
    write: (batches) => {
      expect(new Set(batches.map(({ shard }) => shard)).size).toBe(batches.length);
      for (const { messages } of batches) sizes.push(messages.reduce((sum, m) => sum + m.payload.length, 0));
      return Promise.resolve(batches.map(() => undefined));
    },
    lingerMs: 0,
  });
  for (let seq = 0; seq < 50; seq++) lane.append(0, message(seq, Buffer.alloc(65_536)), () => undefined);
  await lane.idle();
  expect(sizes.length).toBeGreaterThan(3);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1 << 20);
});

test('only a lane under load lingers', async () => {
  const batches: number[] = [];
  const write = (written: readonly ShardBatch[]) => {
    batches.push(written.reduce((sum, { messages }) => sum + messages.length, 0));
    return Promise.resolve(written.map(() => undefined));
  };
  const idle = createCommitLane({ write, lingerMs: 60_000 });
  idle.append(0, message(1), () => undefined);
  await idle.idle(); // would take a minute if it lingered
  expect(batches).toEqual([1]);
});

test('a clock that is set back by an hour does not make a lane linger for an hour', async () => {
  const clock = vi.spyOn(Date, 'now');
  onTestFinished(() => clock.mockRestore());
  const log = manualLog();
  const lane = createCommitLane({ write: log.write, lingerMs: 5 });
  const since = performance.now();
  for (let n = 0; n < 150; n++) lane.append(0, message(n), () => undefined);
  const first = await log.attempt(0);
  await vi.waitFor(() => expect(performance.now() - since).toBeGreaterThan(60), {
    timeout: 15_000,
    interval: 5,
  });
  lane.append(0, message(150), () => undefined); // under load from here on
  const before = Date.now();
  clock.mockImplementation(() => before - 3_600_000);
  first.answer(undefined);
  expect(ids((await log.attempt(1)).batches)).toEqual([[0, [150]]]);
});

describe('whatever Redis answers', () => {
  test('each message is acknowledged exactly once, after it was written, and a shard keeps its order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.boolean()),
        async (shards, fails) => {
          const log: [number, number][] = [];
          const acknowledged: number[] = [];
          let budget = 20; // failures, so that it ends
          const lane = createCommitLane({
            write: async (batches) => {
              await new Promise((resolve) => setImmediate(resolve));
              return batches.map(({ shard, messages }) => {
                if (budget > 0 && fails.next().value === true) {
                  budget -= 1;
                  setImmediate(() => lane.retryNow());
                  setTimeout(() => lane.retryNow(), 1);
                  return new Error('no');
                }
                for (const { packetId } of messages) log.push([shard, packetId]);
                return undefined;
              });
            },
            lingerMs: 0,
          });
          for (const [seq, shard] of shards.entries()) {
            lane.append(shard, message(seq), () => {
              expect(log.some(([, id]) => id === seq)).toBe(true);
              acknowledged.push(seq);
            });
            if (seq % 3 === 0) await new Promise((resolve) => setImmediate(resolve));
          }
          await lane.idle();
          expect([...acknowledged].sort((a, b) => a - b)).toEqual(shards.map((_, seq) => seq));
          for (const shard of new Set(shards)) {
            const order = log.filter(([of]) => of === shard).map(([, id]) => id);
            expect(order).toEqual([...order].sort((a, b) => a - b));
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
