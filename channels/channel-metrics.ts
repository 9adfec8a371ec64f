import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { OutsideChannel } from './sender.ts';

/** What senders tell about themselves. */
export interface ChannelMetrics {
  /** one attempt: `ok` or the code of a SendError */
  sent: (channel: OutsideChannel, code: string, seconds: number) => void;
  breaker: (channel: OutsideChannel, state: 'open' | 'closed') => void;
}

/** The same as Prometheus metrics. Once per registry. */
export function createChannelMetrics(registry: Registry): ChannelMetrics {
  const attempts = new Counter({
    name: 'anju_channel_attempts_total',
    help: 'Attempts to send a message, by channel and result (ok, or why not)',
    labelNames: ['channel', 'code'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'anju_channel_attempt_seconds',
    help: 'How long an attempt to send a message took, by channel',
    labelNames: ['channel'],
    buckets: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
    registers: [registry],
  });
  const open = new Gauge({
    name: 'anju_channel_breakers_open',
    help: 'Providers that are left alone because they failed several times in a row, by channel',
    labelNames: ['channel'],
    registers: [registry],
  });
  return {
    sent: (channel, code, took) => {
      attempts.inc({ channel, code });
      seconds.observe({ channel }, took);
    },
    breaker: (channel, state) => (state === 'open' ? open.inc({ channel }) : open.dec({ channel })),
  };
}
