import type { Histogram } from 'hdr-histogram-js';
import type { Percentiles } from './generator-messages.ts';

/** Of a histogram in µs. */
export function percentilesOf(micros: Histogram): Percentiles {
  const ms = (percent: number) => micros.getValueAtPercentile(percent) / 1_000;
  return { p50: ms(50), p99: ms(99), max: micros.maxValue / 1_000 };
}
