import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** How a press of the canary ended: it got through, or where it stuck. */
export type PressResult = 'through' | 'refused' | 'connect' | 'ack' | 'incident' | 'escalation';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    presses: new Counter({
      name: 'anju_canary_presses_total',
      help: 'Presses of the canary, by how they ended: through, or where they stuck',
      labelNames: ['result'],
      registers,
    }),
    seconds: new Histogram({
      name: 'anju_canary_seconds',
      help: 'Time from a press of the canary to PUBACK, open incident, first round of calls',
      labelNames: ['stage'],
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60],
      registers,
    }),
    last: new Gauge({
      name: 'anju_canary_last_seconds',
      help: 'The same for the newest press that got through',
      labelNames: ['stage'],
      registers,
    }),
    age: new Gauge({
      name: 'anju_canary_age_seconds',
      help: 'How long ago the newest press was made that is known to have got through; from the start if none',
      registers,
    }),
    broken: new Gauge({
      name: 'anju_watchdog_part_broken',
      help: '1 while a part of the platform does not answer or is not ready',
      labelNames: ['part'],
      registers,
    }),
    pages: new Counter({
      name: 'anju_watchdog_pages_total',
      help: 'Messages to the platform contacts, by what they say (page, well)',
      labelNames: ['say'],
      registers,
    }),
    pageFailures: new Counter({
      name: 'anju_watchdog_page_failures_total',
      help: 'Attempts to tell a platform contact that failed, by channel and why',
      labelNames: ['channel', 'code'],
      registers,
    }),
  };
}
