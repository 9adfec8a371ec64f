import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeReading } from './merge-reading.ts';
import { readingsQuery } from './read-readings.ts';

const homeId = '0198c0de-0000-7000-8000-000000000000';
const query = { homeId, from: new Date(0), to: new Date(1000), limit: 10 };

test('a query asks for one point more than the page holds', () => {
  expect(readingsQuery(query)).toBe(
    `SELECT * FROM "reading" WHERE "home" = '${homeId}' AND time >= '1970-01-01T00:00:00.000Z' AND time < '1970-01-01T00:00:01.000Z' ORDER BY time ASC LIMIT 11`,
  );
});

test('nothing from outside gets into a query but ids, times and numbers', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (deviceId, cursor) => {
      for (const more of [{ deviceId }, { cursor }, { homeId: deviceId }]) {
        let text: string;
        try {
          text = readingsQuery({ ...query, ...more });
        } catch {
          continue;
        }
        expect(text).toMatch(
          /^SELECT \* FROM "reading" WHERE "home" = '[\w-]+'( AND "device" = '[\w-]+')? AND time/,
        );
      }
    }),
  );
  expect(() => readingsQuery({ ...query, deviceId: "x' OR 1=1 --" })).toThrow('is not an id');
  expect(() => readingsQuery({ ...query, cursor: "2026-01-01T00:00:00Z' --~0" })).toThrow('cursor');
});

test('a field loses the ending of its name, an empty one is left out, and what is ours cannot be hidden', () => {
  const merge = mergeReading([
    'time',
    'battery',
    'contact:b',
    'device',
    'home',
    'state:s',
    'time:s',
    'deviceId:s',
  ]);
  expect(
    merge(['2026-01-31T08:00:00.1239Z', 88, false, 'd', 'h', null, 'yesterday', 'someone else']),
  ).toEqual({ time: '2026-01-31T08:00:00.123Z', deviceId: 'd', battery: 88, contact: false });
});

test('a time without a fraction has one of zero', () => {
  expect(mergeReading(['time', 'device'])(['2026-01-31T08:00:00Z', 'd']).time).toBe(
    '2026-01-31T08:00:00.000Z',
  );
});
