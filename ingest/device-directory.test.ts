import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDeviceDirectory } from './device-directory.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }));
afterEach(() => void vi.useRealTimers());

test('a device nobody knew is asked about again after 3 s, not before, and no later when the clock was set back', async () => {
  const asked: string[] = [];
  const directory = createDeviceDirectory({
    find: (ids) => {
      asked.push(...ids);
      return Promise.resolve([]);
    },
  });
  await directory.lookUp(['d']);
  vi.setSystemTime(Date.now() - 3_600_000);
  vi.advanceTimersByTime(2_999);
  await directory.lookUp(['d']);
  expect(asked).toEqual(['d']);
  vi.advanceTimersByTime(1);
  await directory.lookUp(['d']);
  expect(asked).toEqual(['d', 'd']);
});
