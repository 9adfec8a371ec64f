import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type IngestMetrics = ReturnType<typeof createMetrics>;

/** What ingest counts. Every bad input shows up in one of these. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    readings: new Counter({
      name: 'anju_ingest_messages_total',
      help: 'Uplink messages worked off, by lane and outcome (stored, empty, online, ignored, quarantined)',
      labelNames: ['lane', 'outcome'],
      registers,
    }),
    quarantined: new Counter({
      name: 'anju_ingest_quarantined_total',
      help: 'Messages put into quarantine, by reason',
      labelNames: ['code'],
      registers,
    }),
    alarms: new Counter({
      name: 'anju_ingest_alarms_total',
      help: 'Alarms handed over, by type; test ones apart',
      labelNames: ['type', 'test'],
      registers,
    }),
    duplicates: new Counter({
      name: 'anju_ingest_duplicate_alarms_total',
      help: 'Alarms that were recognised as copies of one handed over before',
      registers,
    }),
    handOver: new Histogram({
      name: 'anju_ingest_alarm_hand_over_seconds',
      help: 'From the arrival at the broker until the alarm is in the queue',
      buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60],
      registers,
    }),
    clockAhead: new Counter({
      name: 'anju_ingest_clock_ahead_total',
      help: 'Readings whose device clock was more than 5 min ahead',
      registers,
    }),
    statusWritten: new Counter({
      name: 'anju_ingest_device_status_written_total',
      help: 'What devices say of themselves (heard, battery, signal, online), written down',
      registers,
    }),
    statusFailed: new Counter({
      name: 'anju_ingest_device_status_failures_total',
      help: 'Attempts to write down what devices say of themselves that failed; tried again',
      registers,
    }),
    influxWrites: new Counter({
      name: 'anju_ingest_influx_writes_total',
      help: 'Writes to InfluxDB, by outcome',
      labelNames: ['outcome'],
      registers,
    }),
    influxWriteSeconds: new Histogram({
      name: 'anju_ingest_influx_write_seconds',
      help: 'How long a write to InfluxDB took',
      buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
      registers,
    }),
    pointsWritten: new Counter({
      name: 'anju_ingest_points_written_total',
      help: 'Readings written to InfluxDB',
      registers,
    }),
    pointsRefused: new Counter({
      name: 'anju_ingest_points_refused_total',
      help: 'Readings InfluxDB refused for good',
      registers,
    }),
    spooled: new Counter({
      name: 'anju_ingest_spooled_total',
      help: 'Readings that took the way through the disk spool',
      registers,
    }),
    spoolLines: new Gauge({
      name: 'anju_ingest_spool_readings',
      help: 'Readings that wait in the disk spool',
      registers,
    }),
    spoolBytes: new Gauge({ name: 'anju_ingest_spool_bytes', help: 'Size of the disk spool', registers }),
    backlog: new Gauge({
      name: 'anju_ingest_backlog_entries',
      help: 'Uplink entries not yet worked off, over all shards',
      registers,
    }),
  };
}
