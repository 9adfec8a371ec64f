import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { addResults, addSeconds } from './add-results.ts';
import type { EncodedResult, FromWorker, ToWorker, WorkerOptions } from './load-messages.ts';
import type { LoadResult, LoadSecond } from './load-result.ts';
import type { LoadOptions } from './run-load.ts';
import { shareLoad } from './share-load.ts';

export type ProcessesOptions = WorkerOptions &
  Pick<LoadOptions, 'signal' | 'onConnected' | 'onStart' | 'onEnd'> & {
    processes: number;
    /** once a second, of all processes together */
    onProgress?: (second: LoadSecond) => void;
  };

const LAST_WORDS_MS = 20_000;

interface Worker {
  child: ChildProcess;
  /** seconds that wait for those of the others */
  seconds: { second: LoadSecond; latency: string }[];
  connected: Promise<void>;
  result: Promise<EncodedResult>;
}

/**
 * `runLoad` by several processes that begin together, where one has no more to give (or no more descriptors).
 * `ledgerFile` is appended to by all of them.
 * @throws Error when one of them failed, or died
 */
export async function runLoadProcesses(options: ProcessesOptions): Promise<LoadResult> {
  const { processes, signal, onProgress, onConnected, onStart, onEnd, ...load } = options;
  const series: LoadSecond[] = [];
  let started = 0;
  let ended = 0;
  const workers: Worker[] = [];
  const hear = (message: FromWorker): void => {
    if (message.type === 'started' && (started += 1) === processes) onStart?.();
    else if (message.type === 'ended' && (ended += 1) === 1) onEnd?.();
    else if (message.type === 'second') {
      while (workers.length === processes && workers.every(({ seconds }) => seconds.length > 0)) {
        const second = addSeconds(workers.flatMap(({ seconds }) => seconds.shift() ?? []));
        series.push(second);
        onProgress?.(second);
      }
    }
  };
  const say = (message: ToWorker): void => {
    for (const { child } of workers) if (child.connected) child.send(message);
  };
  const stop = (): void => say({ type: 'stop' });
  signal?.addEventListener('abort', stop, { once: true });
  try {
    for (const part of shareLoad(load, processes)) workers.push(startWorker(part, hear));
    if (signal?.aborted) stop();
    const results = Promise.all(workers.map(({ result }) => result));
    // Looked at below; a worker that fails while the others connect ends it right here.
    await Promise.race([Promise.all(workers.map(({ connected }) => connected)), results]);
    await onConnected?.();
    say({ type: 'begin' });
    return addResults(await results, series);
  } finally {
    signal?.removeEventListener('abort', stop);
    await Promise.all(workers.map(({ child }) => letGo(child)));
  }
}

function startWorker(options: WorkerOptions, hear: (message: FromWorker) => void): Worker {
  const child = fork(fileURLToPath(new URL('./load-worker.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--enable-source-maps'],
  });
  let isConnected: () => void = () => undefined;
  const worker: Worker = {
    child,
    seconds: [],
    connected: new Promise((resolve) => (isConnected = resolve)),
    result: new Promise((resolve, reject) => {
      child.on('message', (message: FromWorker) => {
        if (message.type === 'connected') isConnected();
        else if (message.type === 'result') resolve(message.result);
        else if (message.type === 'failed') reject(new Error(message.message));
        else if (message.type === 'second') worker.seconds.push(message);
        hear(message);
      });
      child.on('error', reject);
      child.on('exit', (code, signal) =>
        reject(new Error(`a generator process ended before its result (${signal ?? `code ${code}`})`)),
      );
    }),
  };
  worker.result.catch(() => undefined);
  const message: ToWorker = { type: 'run', options };
  child.send(message);
  return worker;
}

/** It ends by itself when it has told its result, or when nobody listens any more. */
async function letGo(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if (child.connected) child.disconnect();
  const patience = setTimeout(() => child.kill('SIGKILL'), LAST_WORDS_MS);
  await exited;
  clearTimeout(patience);
}
