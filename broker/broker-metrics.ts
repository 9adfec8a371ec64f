import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Lane } from '../contracts/uplink.ts';

/** Why something a client wanted was refused; the labels of `anju_broker_refused_total`. */
export type RefusalReason =
  | 'malformed'
  | 'too_large'
  | 'bad_credentials'
  | 'malformed_credentials'
  | 'database_away'
  | 'foreign_topic'
  | 'foreign_subscription'
  | 'foreign_will'
  | 'too_many_connections';

export interface BrokerMetrics {
  registry: Registry;
  committed: (lane: Lane, messages: number, entries: number, ms: number) => void;
  appendFailed: (lane: Lane) => void;
  refused: (reason: RefusalReason) => void;
  /** a gateway's oversized QoS 0 catalogue was read past */
  dropped: () => void;
  takenOver: () => void;
  /** @param ms from the moment the command was written down until the device's PUBACK */
  commandDelivered: (ms: number) => void;
  commandLookup: () => void;
}

export interface BrokerGauges {
  connections: () => number;
  pausedSockets: () => number;
  unacknowledgedBytes: () => number;
  /** sent to devices and not acknowledged; left out where there are none */
  commandsUnderWay?: () => number;
}

/** Everything the broker counts, in a registry of its own. */
export function createBrokerMetrics(gauges: BrokerGauges): BrokerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  gauge('anju_broker_connections', 'devices connected', gauges.connections);
  gauge(
    'anju_broker_paused_sockets',
    'connections not read because too much is unacknowledged',
    gauges.pausedSockets,
  );
  gauge(
    'anju_broker_unacknowledged_bytes',
    'bytes taken from devices and not yet durable',
    gauges.unacknowledgedBytes,
  );
  if (gauges.commandsUnderWay !== undefined) {
    gauge(
      'anju_broker_commands_under_way',
      'commands sent and not yet acknowledged by their devices',
      gauges.commandsUnderWay,
    );
  }
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const messages = counter('anju_broker_messages_total', 'uplink messages stored', ['lane']);
  const failures = counter('anju_broker_append_failures_total', 'commits that Redis did not take', ['lane']);
  const refused = counter('anju_broker_refused_total', 'what clients were refused', ['reason']);
  const dropped = counter('anju_broker_dropped_total', 'oversized QoS 0 messages read past', []);
  const takeovers = counter('anju_broker_takeovers_total', 'second connections with the same id', []);
  const commands = counter('anju_broker_commands_total', 'commands that devices acknowledged', []);
  const lookups = counter(
    'anju_broker_command_lookups_total',
    'queries for what waits, each for many devices',
    [],
  );
  const appendSeconds = new Histogram({
    name: 'anju_broker_append_seconds',
    help: 'from sending a commit to Redis until it is durable',
    labelNames: ['lane'] as const,
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 2, 10],
    registers,
  });
  const batchSize = new Histogram({
    name: 'anju_broker_batch_messages',
    help: 'messages in one commit',
    labelNames: ['lane'] as const,
    buckets: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 4000],
    registers,
  });
  const commandSeconds = new Histogram({
    name: 'anju_broker_command_seconds',
    help: 'from the moment a command was written down until its device acknowledged it',
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1, 5, 30, 300, 3_600, 86_400],
    registers,
  });
  return {
    registry,
    committed: (lane, count, _entries, ms) => {
      messages.inc({ lane }, count);
      appendSeconds.observe({ lane }, ms / 1000);
      batchSize.observe({ lane }, count);
    },
    appendFailed: (lane) => failures.inc({ lane }),
    refused: (reason) => refused.inc({ reason }),
    dropped: () => dropped.inc(),
    takenOver: () => takeovers.inc(),
    commandLookup: () => lookups.inc(),
    commandDelivered: (ms) => {
      commands.inc();
      commandSeconds.observe(ms / 1000);
    },
  };
}
