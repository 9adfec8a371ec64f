import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockSlot } from './lock-slot.ts';
import { openSpool } from './spool.ts';
import { SpoolFullError } from './spool-full-error.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'anju-spool-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const open = (maxBytes = 1e9) => openSpool({ dir, maxBytes });

async function drained(spool: Awaited<ReturnType<typeof openSpool>>, chunk = 1_000_000): Promise<string[]> {
  const lines: string[] = [];
  for (let batch = await spool.peek(chunk); batch !== undefined; batch = await spool.peek(chunk)) {
    lines.push(...batch.lines.split('\n'));
    await spool.advance(batch);
  }
  return lines;
}

test('lines come out in the order they went in, also after a restart', async () => {
  const first = await open();
  await first.append('a 1\na 2', 2, 'routine');
  await first.append('a 3', 1, 'routine');
  await first.close();
  const second = await open();
  expect(second.lines).toBe(3);
  await second.append('a 4', 1, 'routine');
  expect(await drained(second, 5)).toEqual(['a 1', 'a 2', 'a 3', 'a 4']);
  expect(second.isEmpty).toBe(true);
  await second.close();
});

test('what was written elsewhere before a crash is not read again, and the files go away', async () => {
  const first = await open();
  await first.append('a 1\na 2\na 3', 3, 'routine');
  const batch = await first.peek(8);
  await first.advance(batch!);
  const second = await open(); // the first one is killed
  expect(await drained(second)).toEqual(['a 3']);
  expect((await readdir(dir)).filter((name) => name.endsWith('.lines'))).toEqual([]);
});

test('a line that a crash tore in two is passed over, and nothing is glued to it', async () => {
  const first = await open();
  await first.append('a 1', 1, 'routine');
  const [segment] = (await readdir(dir)).filter((name) => name.endsWith('.lines'));
  await appendFile(join(dir, segment!), 'a 2 torn');
  const second = await open();
  await second.append('a 3', 1, 'routine');
  expect(await drained(second)).toEqual(['a 1', 'a 3']);
});

test('a full spool refuses routine readings before it refuses those of the safety lane', async () => {
  const spool = await open(10);
  await spool.append('a 1', 1, 'routine');
  await expect(spool.append('a 2222222', 1, 'routine')).rejects.toThrow(SpoolFullError);
  await spool.append('a 2222222', 1, 'safety');
  expect(spool.hasRoom('routine')).toBe(false);
  expect(await drained(spool)).toEqual(['a 1', 'a 2222222']);
  expect(spool.hasRoom('routine')).toBe(true);
});

test('the spool of a process that is gone is taken over whole', async () => {
  const mine = join(dir, 'slot-0');
  const theirs = join(dir, 'slot-1');
  const left = await openSpool({ dir: theirs, maxBytes: 1e9 });
  await left.append('b 1\nb 2', 2, 'routine');
  await left.close();
  const spool = await openSpool({ dir: mine, maxBytes: 1e9 });
  await spool.append('a 1', 1, 'routine');
  await spool.adopt(theirs);
  await spool.append('a 2', 1, 'routine');
  expect((await drained(spool)).sort()).toEqual(['a 1', 'a 2', 'b 1', 'b 2']);
});

test('one slot is never held twice, and one whose process died is free', async () => {
  const lock = await lockSlot(dir, 1);
  expect(await lockSlot(dir, 1)).toBeUndefined();
  await lock!.release();
  const dead = await lockSlot(dir, 4_000_000); // above any pid
  expect(dead).toBeDefined();
  expect(await lockSlot(dir, 1)).toBeDefined();
});
