import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { canReach } from './postgres-user.ts';

const SOMEBODY = { uid: 54_321, gid: 54_321 };
let dir: string;
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'anju-reach-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test('a folder closed to others anywhere on the way is found', () => {
  mkdirSync(join(dir, 'open'));
  chmodSync(dir, 0o700);
  expect(canReach(join(dir, 'open', 'file'), SOMEBODY)).toBe(false);
});

test('a folder that lets others through but not look is enough', () => {
  chmodSync(dir, 0o711);
  expect(canReach(join(dir, 'file'), SOMEBODY)).toBe(true);
});
