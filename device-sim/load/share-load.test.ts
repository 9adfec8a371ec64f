import { expect, test } from 'vitest';
import { shareLoad } from './share-load.ts';

const devices = Array.from({ length: 10 }, (_, n) => ({
  id: `d${n}`,
  secret: 's',
  kind: n === 9 ? ('sos' as const) : ('motion' as const),
  homeId: 'h',
}));
const broker = { host: '127.0.0.1', port: 1883 };

test('parts of a load have every device once and the whole rate together, and none a rate without a device for it', () => {
  const parts = shareLoad(
    {
      broker,
      devices,
      mode: { kind: 'open', rates: { readings: 90, presses: 5 } },
      connectsPerSecond: 300,
      sources: ['a', 'b'],
    },
    3,
  );
  expect(parts.flatMap((part) => part.devices.map(({ id }) => id)).toSorted()).toEqual(
    devices.map(({ id }) => id).toSorted(),
  );
  expect(parts.map(({ mode }) => (mode.kind === 'open' ? mode.rates : {}))).toEqual([
    { readings: 30, presses: 5 },
    { readings: 30, presses: 0 },
    { readings: 30, presses: 0 },
  ]);
  expect(parts.map(({ connectsPerSecond }) => connectsPerSecond)).toEqual([100, 100, 100]);
  expect(new Set(parts.map(({ seed }) => seed)).size).toBe(3);
  expect(parts.map(({ sources }) => sources?.[0])).toEqual(['a', 'b', 'a']);
});

test('a rate that no device at all can have stays, so that somebody says so', () => {
  const [part] = shareLoad(
    { broker, devices: devices.slice(0, 4), mode: { kind: 'open', rates: { presses: 5 } } },
    2,
  );
  expect(part?.mode).toEqual({ kind: 'open', rates: { presses: 5 } });
});
