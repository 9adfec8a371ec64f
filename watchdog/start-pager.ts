import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Message } from '../channels/message.ts';
import { retryDelay } from '../channels/retry-delay.ts';
import { SendError } from '../channels/send-error.ts';
import type { OutsideChannel, Sender } from '../channels/sender.ts';
import type { Logger } from '../service/create-logger.ts';
import type { Metrics } from './metrics.ts';
import type { Way } from './platform-contacts.ts';

export interface PagerOptions {
  ways: readonly Way[];
  sender: (channel: OutsideChannel) => Sender | undefined;
  metrics: Metrics;
  logger: Logger;
}

export interface Pager {
  /** Tells every contact by every way, each on its own; what is still on its way of an earlier message is given up. */
  tell: (say: 'page' | 'well', messageFor: (channel: OutsideChannel) => Message) => void;
  /** ways that failed the last time they were tried */
  failing: () => number;
  stop: () => Promise<void>;
}

/**
 * Reaches the platform contacts straight from this process: no queue, no database, no Redis stands between. A way
 * that fails is tried again for as long as the message is news, and holds up no other.
 */
export function startPager({ ways, sender, metrics, logger }: PagerOptions): Pager {
  const failed = new Set<Way>();
  let round = new AbortController();
  let running: Promise<unknown> = Promise.resolve();

  const deliver = async (way: Way, message: Message, signal: AbortSignal): Promise<void> => {
    const id = randomUUID();
    const { channel, address } = way;
    for (let attempt = 1; !signal.aborted; attempt++) {
      try {
        const through = sender(channel);
        if (through === undefined) return;
        await through.send({ id, address, message, signal });
        failed.delete(way);
        logger.info({ channel, attempt }, 'a platform contact was told');
        return;
      } catch (error) {
        if (signal.aborted) return;
        failed.add(way);
        const { code, retry } = error instanceof SendError ? error : { code: 'internal', retry: true };
        metrics.pageFailures.inc({ channel, code });
        logger[retry ? 'warn' : 'error'](
          { channel, code, attempt, err: error },
          retry
            ? 'a platform contact was not reached, will try again'
            : 'a platform contact cannot be reached',
        );
        if (!retry) return;
        await sleep(retryDelay(attempt, 1), undefined, { signal }).catch(() => undefined);
      }
    }
  };

  return {
    tell: (say, messageFor) => {
      metrics.pages.inc({ say });
      round.abort();
      round = new AbortController();
      const { signal } = round;
      running = Promise.all([running, ...ways.map((way) => deliver(way, messageFor(way.channel), signal))]);
    },
    failing: () => failed.size,
    stop: async () => {
      round.abort();
      await running;
    },
  };
}
