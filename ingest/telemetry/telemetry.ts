import { setTimeout as sleep } from 'node:timers/promises';
import type { Lane } from '../../contracts/uplink.ts';
import type { Logger } from '../../service/create-logger.ts';
import type { IngestMetrics } from '../metrics.ts';
import type { InfluxWriter } from './influx-writer.ts';
import type { Spool } from './spool.ts';
import { SpoolFullError } from './spool-full-error.ts';
import { writeLines } from './write-lines.ts';

export interface TelemetryOptions {
  /** undefined: no InfluxDB is configured, readings wait in the spool */
  writer: InfluxWriter | undefined;
  spool: Spool;
  logger: Logger;
  metrics: IngestMetrics;
}

export type TelemetryCode = 'ok' | 'spooling' | 'not_configured';

export interface Telemetry {
  /**
   * Resolves once the lines are in InfluxDB or fsynced in the spool.
   * @throws SpoolFullError or the disk's error: the lines are kept nowhere, their entry must stay unacknowledged
   */
  write(lines: readonly string[], lane: Lane): Promise<void>;
  state(): { code: TelemetryCode; reason: string | undefined; spooledReadings: number; hasRoom: boolean };
  stop(): Promise<void>;
}

const BATCH_LINES = 5_000;
const LINGER_MS = 50;
const POSTS_IN_FLIGHT = 2;
/** More than this waiting in memory goes to disk at once: InfluxDB is too slow, and nobody waits for it. */
const RELIEF_BYTES = 16 * 1024 * 1024;
const DRAIN_BYTES = 1024 * 1024;
const RETRY_MS = 500;
const RETRY_MAX_MS = 5_000;

interface Job {
  /** joined at once: lines are built of many pieces, and what waits is what garbage collection copies */
  text: string;
  lines: number;
  lane: Lane;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** Takes readings to InfluxDB in large batches; while it is away they go through the spool, new ones behind old ones. */
export function startTelemetry({ writer, spool, logger, metrics }: TelemetryOptions): Telemetry {
  let queue: Job[] = [];
  let queuedBytes = 0;
  let queuedLines = 0;
  let posting = 0;
  let appending = false;
  let spooling = writer === undefined || !spool.isEmpty;
  let reason = writer === undefined ? 'INFLUX_URL is not set' : undefined;
  let linger: NodeJS.Timeout | undefined;
  let draining: Promise<void> | undefined;
  let stopped = false;
  const stopping = new AbortController();

  function write(lines: readonly string[], lane: Lane): Promise<void> {
    if (lines.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const job = { text: lines.join('\n'), lines: lines.length, lane, resolve, reject };
      queue.push(job);
      enqueued(job, 1);
      if (!spooling && queuedBytes > RELIEF_BYTES)
        startSpooling('InfluxDB takes longer than readings arrive');
      pump();
    });
  }

  function enqueued(job: Job, sign: 1 | -1): void {
    queuedBytes += sign * (job.text.length + 1);
    queuedLines += sign * job.lines;
  }

  function pump(): void {
    if (spooling) {
      if (!appending && queue.length > 0) void appendAll();
      return;
    }
    if (queue.length === 0 || posting >= POSTS_IN_FLIGHT) return;
    if (queuedLines >= BATCH_LINES || stopped) void post(take(BATCH_LINES));
    else linger ??= setTimeout(postLingered, LINGER_MS);
  }

  function postLingered(): void {
    linger = undefined;
    if (!spooling && posting < POSTS_IN_FLIGHT && queue.length > 0) void post(take(BATCH_LINES));
    else pump();
  }

  function take(maxLines: number): Job[] {
    let count = 0;
    let jobs = 0;
    while (jobs < queue.length && (jobs === 0 || count < maxLines)) count += queue[jobs++]?.lines ?? 0;
    const taken = queue.slice(0, jobs);
    queue = queue.slice(jobs);
    for (const job of taken) enqueued(job, -1);
    return taken;
  }

  async function post(jobs: Job[]): Promise<void> {
    if (writer === undefined) return;
    posting += 1;
    const count = jobs.reduce((sum, job) => sum + job.lines, 0);
    const text = jobs.map((job) => job.text).join('\n');
    const outcome = await writeLines({ writer, lines: text, count, metrics, logger });
    posting -= 1;
    if (outcome.kind === 'away') {
      queue = [...jobs, ...queue];
      for (const job of jobs) enqueued(job, 1);
      startSpooling(outcome.reason);
    } else {
      for (const job of jobs) job.resolve();
    }
    pump();
  }

  function startSpooling(why: string): void {
    if (spooling) return;
    spooling = true;
    reason = why;
    logger.warn(
      { reason: why },
      'InfluxDB is away: readings go to the disk spool and are written when it is back',
    );
    draining ??= drain();
  }

  async function appendAll(): Promise<void> {
    appending = true;
    for (const lane of ['safety', 'routine'] as const) {
      const jobs = queue.filter((job) => job.lane === lane);
      if (jobs.length === 0) continue;
      queue = queue.filter((job) => job.lane !== lane);
      for (const job of jobs) enqueued(job, -1);
      const count = jobs.reduce((sum, job) => sum + job.lines, 0);
      try {
        await spool.append(jobs.map((job) => job.text).join('\n'), count, lane);
        metrics.spooled.inc(count);
        for (const job of jobs) job.resolve();
      } catch (error) {
        // A full or broken disk is for people; it is shown in readyz, and told here once per failed append.
        if (!(error instanceof SpoolFullError))
          logger.error({ err: error }, 'the disk spool cannot be written: check the disk');
        for (const job of jobs) job.reject(error);
      }
    }
    appending = false;
    pump();
  }

  async function drain(): Promise<void> {
    let wait = RETRY_MS;
    while (!stopped && writer !== undefined) {
      const left = await drainOne(writer);
      if (left === 'nothing') {
        if (appending) {
          await sleep(5);
          continue;
        }
        spooling = false;
        reason = undefined;
        logger.info('the disk spool is empty: readings go to InfluxDB directly');
        break;
      }
      wait = left === 'away' ? Math.min(wait * 2, RETRY_MAX_MS) : RETRY_MS;
      if (left === 'away') await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    draining = undefined;
    pump();
  }

  async function drainOne(to: InfluxWriter): Promise<'nothing' | 'away' | 'written'> {
    try {
      const batch = await spool.peek(DRAIN_BYTES);
      if (batch === undefined) return 'nothing';
      const outcome = await writeLines({
        writer: to,
        lines: batch.lines,
        count: batch.count,
        metrics,
        logger,
      });
      if (outcome.kind === 'away') {
        reason = outcome.reason;
        return 'away';
      }
      await spool.advance(batch);
      return 'written';
    } catch (error) {
      logger.error({ err: error }, 'the disk spool cannot be read: check the disk');
      return 'away';
    }
  }

  if (spooling) draining = drain();

  return {
    write,
    state: () => ({
      code: writer === undefined ? 'not_configured' : spooling ? 'spooling' : 'ok',
      reason,
      spooledReadings: spool.lines,
      hasRoom: spool.hasRoom('routine'),
    }),
    stop: async () => {
      stopped = true;
      stopping.abort();
      if (linger !== undefined) clearTimeout(linger);
      pump();
      await draining;
      while (posting > 0 || appending) await sleep(10);
      for (const job of queue.splice(0)) job.reject(new Error('ingest stops'));
      await spool.close();
    },
  };
}
