import { expect, test } from 'vitest';
import { generatorVerdict } from './generator-verdict.ts';

test('a generator with time to spare is believed', () => {
  expect(generatorVerdict({ seconds: 5, cpuShare: 0.5, lagP99Ms: 3, latencyP99Ms: 5 })).toBeUndefined();
  expect(
    generatorVerdict({ seconds: 5, cpuShare: 0.9, lagP99Ms: undefined, latencyP99Ms: 5 }),
  ).toBeUndefined();
});

test('one that uses a whole core is not', () => {
  expect(generatorVerdict({ seconds: 5, cpuShare: 0.97, lagP99Ms: 0, latencyP99Ms: 5 })).toContain(
    '97 % of a core',
  );
});

test('one whose own lag is a good part of the latency is not; under a platform that is slow, a little lag is nothing', () => {
  expect(generatorVerdict({ seconds: 5, cpuShare: 0.5, lagP99Ms: 30, latencyP99Ms: 40 })).toContain('30 ms');
  expect(generatorVerdict({ seconds: 5, cpuShare: 0.5, lagP99Ms: 30, latencyP99Ms: 400 })).toBeUndefined();
  expect(generatorVerdict({ seconds: 5, cpuShare: 0.5, lagP99Ms: 150, latencyP99Ms: 30_000 })).toContain(
    '150 ms',
  );
});

test('a run that was stopped before it began proves nothing', () => {
  expect(generatorVerdict({ seconds: 0, cpuShare: 0, lagP99Ms: 0, latencyP99Ms: 0 })).toContain(
    'ended before',
  );
});
