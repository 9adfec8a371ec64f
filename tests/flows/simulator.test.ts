import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { logIn, type Api } from '../../device-sim/api-client.ts';
import { ensureFleet } from '../../device-sim/ensure-fleet.ts';
import { homePlan, SIMULATED_AREAS } from '../../device-sim/home-plan.ts';
import { openLedger } from '../../device-sim/ledger.ts';
import type { SavedHome } from '../../device-sim/saved-homes.ts';
import { openVoices } from '../../device-sim/voices.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { startPlatform, type Platform } from '../harness/platform.ts';

let platform: Platform;
let api: Api;
const registered = z.object({ id: z.string() });

beforeAll(async () => {
  // What simulated devices say is ingest's to judge; here it matters that they are let in and acknowledged.
  platform = await startPlatform({ services: ['broker', 'console'] });
  await pollUntil(() => answers(`${platform.httpUrl}/healthz`), { timeoutMs: 30_000 });
  api = await logIn({ url: platform.httpUrl, username: 'admin', password: platform.adminPassword });
});
afterAll(() => platform.stop());

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

const file = (): string => join(platform.dataDir, 'sim', 'homes.json');
const fleet = (count: number): Promise<SavedHome[]> =>
  ensureFleet({ count, file: file(), logInOnce: () => Promise.resolve(api) });

const ids = (homes: SavedHome[]): string[] =>
  homes.flatMap(({ id, devices }) => [id, ...devices.map((d) => d.id)]);
const secrets = (homes: SavedHome[]): (string | undefined)[] =>
  homes.flatMap(({ devices }) =>
    devices.filter(({ gatewayId }) => gatewayId === undefined).map((d) => d.secret),
  );

/** Every device says one thing, and all of it is acknowledged. */
async function allSpeak(homes: SavedHome[]): Promise<void> {
  const devices = homes.flatMap((home) => home.devices);
  const broker = { host: '127.0.0.1', port: platform.mqttPort };
  const voices = openVoices({ broker, devices, ledger: openLedger() });
  try {
    await voices.connected();
    const saying = { properties: { battery: 90 }, time: Date.now(), expected: 'reading' as const };
    const entries = await Promise.all(devices.map(({ id }) => voices.say(id, saying)));
    expect(entries.map(({ device }) => device)).toEqual(devices.map(({ id }) => id));
  } finally {
    await voices.close();
  }
}

describe('the simulated fleet', () => {
  test('registers its homes as an installer would, and the broker takes what all their devices say', async () => {
    const homes = await fleet(3);
    expect(homes.map(({ address }) => address)).toEqual([0, 1, 2].map((index) => homePlan(index).address));
    for (const [index, { id }] of homes.entries()) {
      const { resident, contacts, devices } = homePlan(index);
      const person = z.object({ name: z.string() });
      const people = await api.list(`/homes/${id}/residents`, person);
      expect(people.map(({ name }) => name)).toEqual([resident?.name]);
      expect(await api.list(`/homes/${id}/contacts`, person)).toHaveLength(contacts.length);
      expect(await api.list(`/homes/${id}/devices`, registered)).toHaveLength(devices.length);
    }
    await allSpeak(homes);
  });

  test('uses the same homes, devices and secrets at its second start, and only adds what is missing', async () => {
    const before = await fleet(3);
    const after = await fleet(4);
    expect(after.slice(0, 3)).toEqual(before);
    const areas = await api.list('/areas', z.object({ name: z.string() }));
    expect(areas.map(({ name }) => name).sort()).toEqual([...SIMULATED_AREAS].sort());
  });

  test('finds its homes again when it has forgotten them, and its devices get new secrets', async () => {
    const before = await fleet(4);
    rmSync(file());
    const after = await fleet(4);
    expect(ids(after)).toEqual(ids(before));
    expect(secrets(after).every((secret) => secret !== undefined)).toBe(true);
    expect(secrets(after).filter((secret) => secrets(before).includes(secret))).toEqual([]);
    await allSpeak(after);
  });

  test('says in one line that the password is wrong, or that nobody answers', async () => {
    const wrong = logIn({ url: platform.httpUrl, username: 'admin', password: 'guess' });
    await expect(wrong).rejects.toThrow(
      /^wrong password for admin at .*; set ADMIN_USER and ADMIN_PASSWORD$/,
    );
    const nobody = logIn({ url: 'http://127.0.0.1:1', username: 'admin', password: 'x' });
    await expect(nobody).rejects.toThrow('the platform does not answer at http://127.0.0.1:1');
  });
});
