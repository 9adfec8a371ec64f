import { expect, test } from 'vitest';
import { hashDeviceSecret } from '../store/device-secret.ts';
import type { DeviceCredentials } from '../store/devices.ts';
import { authenticateDevice } from './authenticate-device.ts';
import { createCredentials } from './credentials.ts';

/** A table of devices that can go away, and remembers what it was asked. */
function database(...secrets: [string, string][]) {
  const rows = new Map(secrets);
  const queries: string[][] = [];
  let away = false;
  let answer = Promise.resolve();
  const find = async (ids: readonly string[]): Promise<DeviceCredentials[]> => {
    queries.push([...ids]);
    const read = ids.flatMap((id) => {
      const secret = rows.get(id);
      return secret === undefined
        ? []
        : [{ id, homeId: 'h', kind: 'sos' as const, secretHash: hashDeviceSecret(secret) }];
    });
    await answer;
    if (away) throw new Error('the database is away');
    return read;
  };
  return {
    rows,
    queries,
    find,
    goAway: () => (away = true),
    answerAfter: (until: Promise<void>) => (answer = until),
  };
}

const code = async (
  credentials: ReturnType<typeof createCredentials>,
  clientId: string,
  password: string,
  username = clientId,
) => (await authenticateDevice(credentials, { clientId, username, password: Buffer.from(password) })).code;

test('a thousand devices that come at once are one query', async () => {
  const devices = Array.from({ length: 1_000 }, (_, n): [string, string] => [`d${n}`, `s${n}`]);
  const db = database(...devices);
  const credentials = createCredentials({ find: db.find });
  const codes = await Promise.all(devices.map(([id, secret]) => code(credentials, id, secret)));
  expect(new Set(codes)).toEqual(new Set([0]));
  expect(db.queries).toHaveLength(1);
});

test('who was here before gets in while the database is away; who was not is told to come back', async () => {
  let now = 0;
  const db = database(['a', 'secret'], ['b', 'secret']);
  const credentials = createCredentials({ find: db.find, now: () => now });
  expect(await code(credentials, 'a', 'secret')).toBe(0);
  db.goAway();
  now += 3_600_000;
  expect(await code(credentials, 'a', 'secret')).toBe(0);
  expect(await code(credentials, 'b', 'secret')).toBe(3);
  expect(await code(credentials, 'a', 'wrong')).toBe(5);
  expect(credentials.problem()?.message).toBe('the database is away');
});

test('a secret rotated without any news is found when the device is about to be refused', async () => {
  let now = 0;
  const db = database(['a', 'old']);
  const credentials = createCredentials({ find: db.find, now: () => now });
  expect(await code(credentials, 'a', 'old')).toBe(0);
  db.rows.set('a', 'new');
  now += 5_000;
  expect(await code(credentials, 'a', 'new')).toBe(0);
});

test('guessing costs the database nothing: a wrong secret is one query in three seconds', async () => {
  let now = 0;
  const db = database(['a', 'right']);
  const credentials = createCredentials({ find: db.find, now: () => now });
  for (let n = 0; n < 100; n++) expect(await code(credentials, 'a', `guess ${n}`)).toBe(5);
  for (let n = 0; n < 100; n++) expect(await code(credentials, 'nobody', 'x')).toBe(5);
  expect(db.queries.length).toBeLessThanOrEqual(2);
  now += 3_001;
  await code(credentials, 'a', 'again');
  expect(db.queries.length).toBe(3);
});

test('an answer read before a change is not remembered after it', async () => {
  const db = database(['a', 'old']);
  let release: () => void = () => undefined;
  db.answerAfter(new Promise((resolve) => (release = resolve)));
  const credentials = createCredentials({ find: db.find });
  const asked = code(credentials, 'a', 'old');
  await new Promise((resolve) => setImmediate(resolve)); // the query has read the old row
  await new Promise((resolve) => setImmediate(resolve));
  expect(db.queries).toHaveLength(1);
  db.rows.set('a', 'new');
  credentials.forget('a');
  release();
  expect(await asked).toBe(5);
});

test.each([
  ['another user name', 'a', 'secret', 'b', 5],
  ['an empty password', 'a', '', 'a', 4],
  ['an empty user name', 'a', 'secret', '', 4],
] as const)('%s is refused', async (_name, id, password, username, expected) => {
  const credentials = createCredentials({ find: database(['a', 'secret']).find });
  expect(await code(credentials, id, password, username)).toBe(expected);
});
