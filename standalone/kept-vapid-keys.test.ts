import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { channelsConfigFields } from '../channels/channels-config.ts';
import { temporaryDir } from '../tests/harness/temporary-dir.ts';
import { keptVapidKeys } from './kept-vapid-keys.ts';

let dir: string;
let remove: () => Promise<unknown>;
beforeEach(async () => ({ dir, remove } = await temporaryDir()));
afterEach(() => remove());

test('a pair that the services take is made once, kept for its owner alone, and stays the same', async () => {
  const made = await keptVapidKeys(dir, {});
  const config = z.object(channelsConfigFields).parse(made);
  expect(config).toMatchObject(made);
  expect(await keptVapidKeys(dir, {})).toEqual(made);
  expect((await stat(join(dir, 'vapid.json'))).mode & 0o777).toBe(0o600);
});

test('keys of one’s own are left alone', async () => {
  expect(await keptVapidKeys(dir, { VAPID_PUBLIC_KEY: 'x' })).toEqual({});
});

test('a broken file is not replaced: every browser would be silent without anybody knowing', async () => {
  await writeFile(join(dir, 'vapid.json'), 'half a fi');
  await expect(keptVapidKeys(dir, {})).rejects.toThrow('vapid.json');
});
