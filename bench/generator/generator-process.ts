import { connectAll } from './connect-all.ts';
import { crowd } from './crowd.ts';
import type { GeneratorNews, GeneratorOrder } from './generator-messages.ts';
import { percentilesOf } from './percentiles-of.ts';

// A process of its own: descriptors are counted per process, and who holds 19,000 connections has none to spare.
const tell = (news: GeneratorNews): void => void process.send?.(news);
const ending = new AbortController();
const ended = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()));

process.on('message', (message: GeneratorOrder) => {
  obey(message).catch((error: unknown) => tell({ news: 'failed', why: (error as Error).message }));
});
process.once('disconnect', () => process.exit(0));
tell({ news: 'ready' });

async function obey(message: GeneratorOrder): Promise<void> {
  switch (message.order) {
    case 'connect': {
      const connected = await connectAll(message);
      tell({ news: 'connected' });
      await ended;
      const { seconds, latency, lost, close } = connected;
      const held = message.devices.length - lost();
      const connects = { seconds, failed: 0, lost: lost(), held, ...percentilesOf(latency) };
      close();
      tell({ news: 'ended', connects });
      return;
    }
    case 'crowd': {
      const onConnected = () => tell({ news: 'connected' });
      tell({ news: 'ended', ...(await crowd({ ...message, signal: ending.signal, onConnected })) });
      return;
    }
    case 'end':
      ending.abort();
  }
}
