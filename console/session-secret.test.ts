import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sessionSecret } from './session-secret.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'anju-secret-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('a secret is made up once, kept for its owner only, and the same for all who ask at once', async () => {
  const secrets = await Promise.all(
    Array.from({ length: 5 }, () => sessionSecret(undefined, join(dir, 'data'))),
  );
  expect(new Set(secrets).size).toBe(1);
  expect(secrets[0]?.length).toBeGreaterThanOrEqual(32);
  expect((await stat(join(dir, 'data', 'session-secret'))).mode & 0o777).toBe(0o600);
});

test('a given secret is used as it is, and a file that is cut short is named', async () => {
  expect(await sessionSecret('given', dir)).toBe('given');
  await writeFile(join(dir, 'session-secret'), 'abc');
  await expect(sessionSecret(undefined, dir)).rejects.toThrow(join(dir, 'session-secret'));
});
