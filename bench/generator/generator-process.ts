import type { Histogram } from 'hdr-histogram-js';
import { runLoad } from '../../device-sim/load/run-load.ts';
import type { GeneratorNews, GeneratorOrder, Percentiles } from './generator-messages.ts';

// A process of its own: descriptors are counted per process, and who holds 19,000 connections has none to spare.
const tell = (news: GeneratorNews): void => void process.send?.(news);
const ending = new AbortController();

process.on('message', (message: GeneratorOrder) => {
  if (message.order === 'end') ending.abort();
  else void load(message);
});
process.once('disconnect', () => process.exit(0));
tell({ news: 'ready' });

async function load(order: Extract<GeneratorOrder, { order: 'connect' }>): Promise<void> {
  const { port, devices, connectsPerSecond = Infinity, rates = {}, talkAtOnce = false } = order;
  let everybody = false;
  try {
    const result = await runLoad({
      broker: { host: '127.0.0.1', port },
      devices,
      mode: { kind: 'open', rates },
      connectsPerSecond,
      awaitConnected: !talkAtOnce,
      connectPatienceSeconds: 120,
      clean: true,
      // Nobody's ping falls into what is measured.
      keepaliveSeconds: 600,
      connectTimeoutMs: 120_000,
      signal: ending.signal,
      onConnected: () => (talkAtOnce ? undefined : tell({ news: 'connected' })),
      onProgress: ({ connections }) => {
        if (!talkAtOnce || everybody || connections < devices.length) return;
        everybody = true;
        tell({ news: 'connected' });
      },
    });
    const { connects, latency, service, acknowledged, unacknowledged } = result;
    const sum = (reasons: Record<string, number>) =>
      Object.values(reasons).reduce((all, one) => all + one, 0);
    tell({
      news: 'ended',
      connects: {
        seconds: connects.seconds,
        refused: connects.refused,
        failed: sum(connects.failed),
        lost: sum(connects.lost),
        ...percentiles(connects.latency),
      },
      messages: {
        acknowledged,
        unacknowledged,
        fromIntended: percentiles(latency),
        fromWritten: percentiles(service),
      },
    });
  } catch (error) {
    tell({ news: 'failed', why: (error as Error).message });
  }
}

function percentiles(micros: Histogram): Percentiles {
  const ms = (share: number) => micros.getValueAtPercentile(share) / 1_000;
  return { p50: ms(50), p99: ms(99), max: micros.maxValue / 1_000 };
}
