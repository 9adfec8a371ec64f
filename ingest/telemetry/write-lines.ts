import type { Logger } from '../../service/create-logger.ts';
import type { IngestMetrics } from '../metrics.ts';
import type { InfluxWriter, WriteOutcome } from './influx-writer.ts';

export interface WriteLinesOptions {
  writer: InfluxWriter;
  lines: string;
  count: number;
  metrics: IngestMetrics;
  logger: Logger;
}

/**
 * Writes a batch. InfluxDB 1.x stores the good lines of a batch with a bad one; 2.x refuses all of it, and so the
 * batch is halved until the bad line stands alone and is counted.
 */
export async function writeLines(options: WriteLinesOptions): Promise<WriteOutcome> {
  const { writer, lines, count, metrics, logger } = options;
  if (count === 0) return { kind: 'stored' };
  const started = performance.now();
  const outcome = await writer.write(lines);
  metrics.influxWrites.inc({ outcome: outcome.kind });
  metrics.influxWriteSeconds.observe((performance.now() - started) / 1000);
  if (outcome.kind === 'stored') metrics.pointsWritten.inc(count);
  if (outcome.kind !== 'partial') return outcome;

  if (count > 1 && !outcome.reason.includes('partial write')) {
    const all = lines.split('\n');
    const middle = Math.ceil(all.length / 2);
    for (const half of [all.slice(0, middle), all.slice(middle)]) {
      const result = await writeLines({ ...options, lines: half.join('\n'), count: half.length });
      if (result.kind === 'away') return result;
    }
    return { kind: 'stored' };
  }
  const dropped = Number(/dropped=(\d+)/.exec(outcome.reason)?.[1] ?? 1);
  metrics.pointsRefused.inc(dropped);
  metrics.pointsWritten.inc(Math.max(0, count - dropped));
  logger.warn(
    { dropped, reason: outcome.reason },
    'InfluxDB refused readings for good; the others are stored',
  );
  return outcome;
}
