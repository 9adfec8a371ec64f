import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureFleet } from './ensure-fleet.ts';
import { homePlan } from './home-plan.ts';
import { readSavedHomes, writeSavedHomes, type SavedHome } from './saved-homes.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'anju-sim-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const { address, timezone } = homePlan(0);
const home: SavedHome = {
  id: 'h1',
  address,
  timezone,
  devices: [{ id: 'd1', key: 'sos', kind: 'sos', secret: 'not for others' }],
};

test('saved homes come back as they were, in a file that only its owner can read', () => {
  const file = join(folder, 'sim', 'homes.json');
  writeSavedHomes(file, [home]);
  expect(readSavedHomes(file)).toEqual([home]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('no file is no homes; a damaged one is said, not overwritten', () => {
  const file = join(folder, 'homes.json');
  expect(readSavedHomes(file)).toEqual([]);
  writeFileSync(file, '{"version": 1, "homes": [{]');
  expect(() => readSavedHomes(file)).toThrow('is damaged');
});

test('a fleet whose homes are all saved needs no password; one that lacks a home says so', async () => {
  const file = join(folder, 'homes.json');
  writeSavedHomes(file, [home]);
  await expect(ensureFleet({ count: 1, file, logInOnce: undefined })).resolves.toEqual([home]);
  await expect(ensureFleet({ count: 2, file, logInOnce: undefined })).rejects.toThrow('set ADMIN_PASSWORD');
});
