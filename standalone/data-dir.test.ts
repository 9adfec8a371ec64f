import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataDir } from './data-dir.ts';
import { processIdentity } from './process-identity.ts';

let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'anju-lock-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('a second instance is told which process holds the folder and what to do', () => {
  lockDataDir(dir);
  expect(() => lockDataDir(dir)).toThrow(
    `Another Anju (process ${process.pid}) is running with DATA_DIR ${dir}. Stop it, or give this one another DATA_DIR.`,
  );
});

test('a released folder can be locked again', () => {
  lockDataDir(dir)();
  expect(() => lockDataDir(dir)).not.toThrow();
});

test('the lock of a dead process is taken over', () => {
  writeFileSync(join(dir, 'lock'), `${2 ** 22 + 1}\nsome-boot/1\n`);
  expect(() => lockDataDir(dir)).not.toThrow();
});

test('the lock of a dead process is taken over although its number belongs to somebody else now', () => {
  writeFileSync(join(dir, 'lock'), `${process.pid}\nsome-boot/1\n`);
  expect(() => lockDataDir(dir)).not.toThrow();
});

test('a process keeps its identity, and a dead one has none', () => {
  expect(processIdentity(process.pid)).toBe(processIdentity(process.pid));
  expect(processIdentity(2 ** 22 + 1)).toBeUndefined();
});
