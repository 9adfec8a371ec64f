import { build } from 'hdr-histogram-js';
import { expect, test } from 'vitest';
import { loadReport, type LoadReport } from './load-report.ts';
import type { LoadResult, LoadSecond } from './load-result.ts';
import { reportPage } from './report-page.ts';
import { thinSeries } from './thin-series.ts';

function second(at: number, more: Partial<LoadSecond> = {}): LoadSecond {
  return {
    at,
    forSeconds: 1,
    phase: 'measured',
    sent: 10,
    acknowledged: 10,
    resent: 0,
    p50Ms: 1,
    p99Ms: 2,
    inFlight: 0,
    waiting: 0,
    connections: 5,
    lost: 0,
    lagMs: 1,
    cpuShare: 0.2,
    ...more,
  };
}

function report(more: Partial<LoadResult> = {}): LoadReport {
  const latency = build();
  for (let micros = 1_000; micros <= 100_000; micros += 100) latency.recordValue(micros);
  const nothing = build();
  const result: LoadResult = {
    seconds: 2,
    sent: 991,
    acknowledged: 991,
    unacknowledged: 3,
    resent: 1,
    total: { intended: 994, sent: 994, acknowledged: 991 },
    latency,
    service: latency,
    classes: { readings: { acknowledged: 991, latency }, presses: { acknowledged: 0, latency: nothing } },
    connects: {
      attempted: 6,
      connected: 5,
      refused: 0,
      failed: { 'E<1>': 1 },
      lost: {},
      seconds: 0.1,
      latency: nothing,
    },
    cpuShare: 0.2,
    cpuMicrosPerMessage: 12,
    lagMs: 1,
    lagMaxMs: 2,
    valid: true,
    series: [second(1), second(2, { p50Ms: 40, p99Ms: 99 })],
    ...more,
  };
  const about = { title: 'Load: 5 devices', startedAt: '2026-01-01T00:00:00.000Z', options: { seed: '7' } };
  return loadReport(result, { ...about, commit: 'abc', machine: '2 × CPU', node: 'v20' });
}

test('a report holds its percentiles, and what somebody needs to repeat it', () => {
  const { percentiles, summary, commit, options } = report();
  expect(percentiles.latency).toMatchObject({ count: 991 });
  expect(percentiles.latency.p50).toBeCloseTo(50.5, 0);
  expect(percentiles.latency.p99).toBeCloseTo(99, 0);
  expect(percentiles.presses).toMatchObject({ count: 0, max: 0 });
  expect(summary.perSecond).toBe(495.5);
  expect({ commit, options }).toEqual({ commit: 'abc', options: { seed: '7' } });
});

test('its page loads nothing from anywhere, runs no script, and shows text as text', () => {
  const page = reportPage(report());
  expect(page).not.toMatch(/<script|<link|src=|href=|url\(|https?:/i);
  expect(page).toContain('E&lt;1&gt;');
  expect(page).not.toContain('E<1>');
  expect(page.match(/<svg/g)).toHaveLength(6);
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
  expect(page).toContain('Valid: the generator was not the bottleneck');
});

test('an invalid run says so, with the reason, and a run without a message is drawn all the same', () => {
  const page = reportPage(
    report({
      valid: false,
      invalidBecause: 'too slow',
      series: [],
      latency: build(),
      service: build(),
      acknowledged: 0,
    }),
  );
  expect(page).toContain('Invalid: too slow');
  expect(page).not.toMatch(/NaN|Infinity|undefined/);
});

test('hours are drawn with a few hundred points, and no peak is lost', () => {
  const series = Array.from({ length: 7_200 }, (_, n) =>
    second(n + 1, n === 5_000 ? { p99Ms: 900, lost: 7 } : {}),
  );
  const thin = thinSeries(series, 600);
  expect(thin.length).toBeLessThanOrEqual(600);
  expect(Math.max(...thin.map(({ p99Ms = 0 }) => p99Ms))).toBe(900);
  expect(Math.max(...thin.map(({ lost }) => lost))).toBe(7);
  expect(thin.every(({ sent }) => sent === 10)).toBe(true);
});
