import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import { createChannelMetrics } from '../channels/channel-metrics.ts';

/** From the broker reading the packet to the live event leaving: where the time goes. */
export type Stage = 'to_queue' | 'in_queue' | 'transaction' | 'publish' | 'total';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    channels: createChannelMetrics(registry),
    alarms: new Counter({
      name: 'anju_alarms_applied_total',
      help: 'Alarms written to an incident, by type and outcome (opened, joined, known, continuing, test)',
      labelNames: ['type', 'outcome'],
      registers: [registry],
    }),
    failures: new Counter({
      name: 'anju_alarm_failures_total',
      help: 'Attempts to apply an alarm that failed; each is tried again unless the alarm itself is malformed',
      labelNames: ['kind'],
      registers: [registry],
    }),
    stages: new Histogram({
      name: 'anju_alarm_stage_seconds',
      help: 'Time an alarm spends in each stage between the broker and the live event',
      labelNames: ['stage'],
      buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60],
      registers: [registry],
    }),
    rounds: new Counter({
      name: 'anju_escalation_rounds_total',
      help: 'Rounds of calls made, by what noticed that they were due: queue (punctual) or sweep (made good)',
      labelNames: ['by'],
      registers: [registry],
    }),
    roundLateness: new Histogram({
      name: 'anju_escalation_lateness_seconds',
      help: 'How long after its deadline a round of calls was made',
      buckets: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300],
      registers: [registry],
    }),
    unreached: new Counter({
      name: 'anju_escalation_unreached_total',
      help: 'Rounds of calls that reached nobody: no contact, no channel, nobody on duty',
      registers: [registry],
    }),
    leasesExpired: new Counter({
      name: 'anju_leases_expired_total',
      help: 'Acknowledgements that ran out: their incidents are open again',
      registers: [registry],
    }),
  };
}
