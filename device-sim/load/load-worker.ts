import { encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import { openLoadLedger } from './load-ledger.ts';
import type { EncodedResult, FromWorker, ToWorker, WorkerOptions } from './load-messages.ts';
import type { LoadResult } from './load-result.ts';
import { runLoad } from './run-load.ts';

/** One of several generator processes: it runs its part of a load and reports to the process that started it. */
const stopping = new AbortController();
let begin: () => void = () => undefined;
const begun = new Promise<void>((resolve) => (begin = resolve));

// Ctrl-C reaches every process of a terminal: the one that started us says when we stop, so that nothing is cut off.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => undefined);
const stop = (): void => {
  begin();
  stopping.abort();
};
process.on('disconnect', stop);
process.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'run':
      return void run(message.options);
    case 'begin':
      return begin();
    case 'stop':
      return stop();
  }
});

async function run({ ledgerFile, ...options }: WorkerOptions): Promise<void> {
  try {
    const ledger = ledgerFile === undefined ? undefined : openLoadLedger(ledgerFile);
    const result = await runLoad({
      ...options,
      ...(ledger && { witness: ledger }),
      signal: stopping.signal,
      onConnected: () => {
        tell({ type: 'connected' });
        return begun;
      },
      onStart: () => tell({ type: 'started' }),
      onEnd: () => tell({ type: 'ended' }),
      onProgress: (second, latency) =>
        tell({ type: 'second', second, latency: encodeIntoCompressedBase64(latency) }),
    }).finally(() => ledger?.close());
    tell({ type: 'result', result: encoded(result) });
  } catch (error) {
    tell({ type: 'failed', message: (error as Error).message });
  }
  if (process.connected) process.disconnect();
}

function tell(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}

function encoded({ latency: _sum, service, classes, connects, ...rest }: LoadResult): EncodedResult {
  const { readings, presses } = classes;
  return {
    ...rest,
    service: encodeIntoCompressedBase64(service),
    classes: {
      readings: { ...readings, latency: encodeIntoCompressedBase64(readings.latency) },
      presses: { ...presses, latency: encodeIntoCompressedBase64(presses.latency) },
    },
    connects: { ...connects, latency: encodeIntoCompressedBase64(connects.latency) },
  };
}
