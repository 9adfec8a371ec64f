import type { LoadOptions } from './run-load.ts';
import type { LoadResult, LoadSecond } from './load-result.ts';

/** What a process of several is asked to do: all of a load that is plain data. */
export type WorkerOptions = Omit<
  LoadOptions,
  'signal' | 'witness' | 'onProgress' | 'onConnected' | 'onStart' | 'onEnd'
> & {
  /** appended to */
  ledgerFile?: string;
};

/** From the process that was started to one of those it started. */
export type ToWorker = { type: 'run'; options: WorkerOptions } | { type: 'begin' } | { type: 'stop' };

/** A result on its way: histograms as compressed text. */
export type EncodedResult = Omit<LoadResult, 'latency' | 'service' | 'classes' | 'connects'> & {
  service: string;
  classes: Record<keyof LoadResult['classes'], { acknowledged: number; latency: string }>;
  connects: Omit<LoadResult['connects'], 'latency'> & { latency: string };
};

/** And back. */
export type FromWorker =
  | { type: 'connected' }
  | { type: 'started' }
  | { type: 'ended' }
  | { type: 'second'; second: LoadSecond; latency: string }
  | { type: 'result'; result: EncodedResult }
  | { type: 'failed'; message: string };
