import { build, decodeFromCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { EncodedResult } from './load-messages.ts';
import type { LoadResult, LoadSecond } from './load-result.ts';

/** What several processes measured, as one: counts and histograms added, CPU share and lag of the worst. Pure. */
export function addResults(results: readonly EncodedResult[], series: LoadSecond[]): LoadResult {
  const sum = (of: (result: EncodedResult) => number): number =>
    results.reduce((all, result) => all + of(result), 0);
  const worst = (of: (result: EncodedResult) => number): number => Math.max(...results.map(of));
  const classes = {
    readings: classSum(results, 'readings'),
    presses: classSum(results, 'presses'),
  };
  const latency = build();
  for (const each of Object.values(classes)) latency.add(each.latency);
  const acknowledged = sum((result) => result.acknowledged);
  const invalidBecause = results.find((result) => !result.valid)?.invalidBecause;
  return {
    seconds: worst(({ seconds }) => seconds),
    sent: sum(({ sent }) => sent),
    acknowledged,
    unacknowledged: sum(({ unacknowledged }) => unacknowledged),
    resent: sum(({ resent }) => resent),
    total: {
      intended: sum(({ total }) => total.intended),
      sent: sum(({ total }) => total.sent),
      acknowledged: sum(({ total }) => total.acknowledged),
    },
    latency,
    service: addHistograms(results.map(({ service }) => service)),
    classes,
    connects: {
      attempted: sum(({ connects }) => connects.attempted),
      connected: sum(({ connects }) => connects.connected),
      refused: sum(({ connects }) => connects.refused),
      failed: addCounts(results.map(({ connects }) => connects.failed)),
      lost: addCounts(results.map(({ connects }) => connects.lost)),
      seconds: results.every(({ connects }) => connects.seconds !== undefined)
        ? worst(({ connects }) => connects.seconds ?? 0)
        : undefined,
      latency: addHistograms(results.map(({ connects }) => connects.latency)),
    },
    cpuShare: worst(({ cpuShare }) => cpuShare),
    cpuMicrosPerMessage:
      acknowledged === 0
        ? 0
        : sum((result) => result.cpuMicrosPerMessage * result.acknowledged) / acknowledged,
    lagMs: worst(({ lagMs }) => lagMs),
    lagMaxMs: worst(({ lagMaxMs }) => lagMaxMs),
    valid: invalidBecause === undefined,
    ...(invalidBecause !== undefined && { invalidBecause }),
    series,
  };
}

/** The same second of several processes, as one. Pure. */
export function addSeconds(parts: readonly { second: LoadSecond; latency: string }[]): LoadSecond {
  const seconds = parts.map(({ second }) => second);
  const sum = (of: (second: LoadSecond) => number): number => seconds.reduce((all, one) => all + of(one), 0);
  const worst = (of: (second: LoadSecond) => number): number => Math.max(...seconds.map(of));
  const latency = addHistograms(parts.map((part) => part.latency));
  const acknowledged = sum((second) => second.acknowledged);
  return {
    at: worst(({ at }) => at),
    forSeconds: worst(({ forSeconds }) => forSeconds),
    phase: seconds[0]?.phase ?? 'connecting',
    sent: sum(({ sent }) => sent),
    acknowledged,
    resent: sum(({ resent }) => resent),
    ...(acknowledged > 0 && {
      p50Ms: latency.getValueAtPercentile(50) / 1000,
      p99Ms: latency.getValueAtPercentile(99) / 1000,
    }),
    inFlight: sum(({ inFlight }) => inFlight),
    waiting: sum(({ waiting }) => waiting),
    connections: sum(({ connections }) => connections),
    lost: sum(({ lost }) => lost),
    lagMs: worst(({ lagMs }) => lagMs),
    cpuShare: worst(({ cpuShare }) => cpuShare),
  };
}

function classSum(results: readonly EncodedResult[], name: keyof LoadResult['classes']) {
  return {
    acknowledged: results.reduce((all, { classes }) => all + classes[name].acknowledged, 0),
    latency: addHistograms(results.map(({ classes }) => classes[name].latency)),
  };
}

function addHistograms(encoded: readonly string[]): Histogram {
  const sum = build();
  for (const one of encoded) sum.add(decodeFromCompressedBase64(one));
  return sum;
}

function addCounts(all: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counts of all) {
    for (const [reason, times] of Object.entries(counts)) sum[reason] = (sum[reason] ?? 0) + times;
  }
  return sum;
}
