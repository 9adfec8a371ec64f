import { expect, test } from 'vitest';
import { createLatencies } from './latencies.ts';

const times = (incidentMs: number) => ({ ackMs: 1, incidentMs, escalatedMs: incidentMs + 1 });

test('the percentiles are of the last day, and every one is a time that really occurred', () => {
  const latencies = createLatencies();
  expect(latencies.add(times(40))).toEqual({ ...times(40), p50: 40, p99: 40, count: 1 });
  for (let ms = 1; ms < 1_440; ms++) latencies.add(times(100));
  expect(latencies.add(times(300))).toMatchObject({ p50: 100, p99: 100, count: 1_441 });
  for (let ms = 0; ms < 20; ms++) latencies.add(times(700));
  expect(latencies.add(times(700))).toMatchObject({ p50: 100, p99: 700 });
});
