import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findKey, keptKey } from './kept-key.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'anju-key-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const options = (given?: string) => ({
  given,
  dataDir: join(dir, 'data'),
  name: 'some-key',
  remedy: 'look in the backup',
});

test('a secret is made up once, kept for its owner only, and the same for all who ask at once', async () => {
  const secrets = await Promise.all(Array.from({ length: 5 }, () => keptKey(options())));
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(32);
  expect((await stat(join(dir, 'data', 'some-key'))).mode & 0o777).toBe(0o600);
  expect(await readdir(join(dir, 'data'))).toEqual(['some-key']);
  expect(await findKey(options())).toBe(secrets[0]);
});

test('a given secret is used as it is, and a file that is cut short is named with what to do', async () => {
  expect(await keptKey(options('given'))).toBe('given');
  await keptKey(options());
  const file = join(dir, 'data', 'some-key');
  await writeFile(file, 'abc');
  await expect(keptKey(options())).rejects.toThrow(`${file} is cut short: look in the backup`);
});

test('who only looks for a secret makes none up', async () => {
  expect(await findKey(options())).toBeUndefined();
  await expect(stat(join(dir, 'data'))).rejects.toThrow('ENOENT');
});
