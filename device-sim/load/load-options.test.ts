import { describe, expect, test } from 'vitest';
import { loadOptions } from './load-options.ts';

const plain = { seconds: '60', 'warm-up': '2', drain: '10', seed: '1', connects: '2000' };

describe('the options of a load', () => {
  test('are a hundred readings a second when nothing is said', () => {
    expect(loadOptions(plain)).toEqual({
      mode: { kind: 'open', rates: { readings: 100, presses: 0 } },
      seconds: 60,
      warmUpSeconds: 2,
      drainSeconds: 10,
      seed: '1',
      connectsPerSecond: 2000,
    });
  });

  test('do not add readings to presses that were asked for alone', () => {
    expect(loadOptions({ ...plain, presses: '0.5' }).mode).toEqual({
      kind: 'open',
      rates: { readings: 0, presses: 0.5 },
    });
  });

  test('know a storm, named sources and a run without an end', () => {
    const options = loadOptions({
      ...plain,
      seconds: '0',
      connects: 'max',
      sources: '127.0.0.2, 127.0.0.3',
      'in-flight': '3',
    });
    expect(options).toMatchObject({
      mode: { kind: 'closed', inFlight: 3 },
      connectsPerSecond: Infinity,
      sources: ['127.0.0.2', '127.0.0.3'],
    });
    expect(options).not.toHaveProperty('seconds');
  });

  test('are refused with their name when they make no sense', () => {
    expect(() => loadOptions({ ...plain, readings: 'many' })).toThrow('--readings is "many"');
    expect(() => loadOptions({ ...plain, connects: '0' })).toThrow('--connects');
    expect(() => loadOptions({ ...plain, 'in-flight': '0' })).toThrow('--in-flight');
    expect(() => loadOptions({ ...plain, 'in-flight': '1', presses: '1' })).toThrow('choose');
  });
});
