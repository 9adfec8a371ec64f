import { encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { LoadResult, LoadSecond } from './load-result.ts';
import type { WhereItRan } from './where-it-ran.ts';

export interface Percentiles {
  count: number;
  /** all in ms */
  p50: number;
  p90: number;
  p99: number;
  p999: number;
  max: number;
  mean: number;
  /** the HDR histogram itself (µs), compressed, base64: two reports can be added */
  histogram: string;
}

/** A run as it is kept: `docs/load.md` says what each figure is. */
export interface LoadReport extends WhereItRan {
  title: string;
  /** ISO 8601 */
  startedAt: string;
  options: Record<string, string | number | boolean>;
  valid: boolean;
  invalidBecause?: string;
  summary: {
    seconds: number;
    sent: number;
    acknowledged: number;
    perSecond: number;
    unacknowledged: number;
    resent: number;
    total: LoadResult['total'];
    connects: Omit<LoadResult['connects'], 'latency'>;
    cpuShare: number;
    cpuMicrosPerMessage: number;
    lagMs: number;
    lagMaxMs: number;
  };
  percentiles: Record<'latency' | 'service' | 'readings' | 'presses' | 'connects', Percentiles>;
  series: LoadSecond[];
}

/** Pure. */
export function loadReport(
  result: LoadResult,
  about: WhereItRan & Pick<LoadReport, 'title' | 'startedAt' | 'options'>,
): LoadReport {
  const { latency, service, classes, connects, series, valid, invalidBecause, ...counts } = result;
  const { latency: connectLatency, ...connectCounts } = connects;
  return {
    ...about,
    valid,
    ...(invalidBecause !== undefined && { invalidBecause }),
    summary: {
      ...counts,
      perSecond: counts.seconds > 0 ? counts.acknowledged / counts.seconds : 0,
      connects: connectCounts,
    },
    percentiles: {
      latency: percentiles(latency),
      service: percentiles(service),
      readings: percentiles(classes.readings.latency),
      presses: percentiles(classes.presses.latency),
      connects: percentiles(connectLatency),
    },
    series,
  };
}

function percentiles(histogram: Histogram): Percentiles {
  const ms = (percentile: number): number => histogram.getValueAtPercentile(percentile) / 1000;
  return {
    count: histogram.totalCount,
    p50: ms(50),
    p90: ms(90),
    p99: ms(99),
    p999: ms(99.9),
    max: histogram.maxValue / 1000,
    mean: histogram.totalCount === 0 ? 0 : histogram.mean / 1000,
    histogram: encodeIntoCompressedBase64(histogram),
  };
}
