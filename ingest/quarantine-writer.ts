import type { Logger } from '../service/create-logger.ts';
import type { QuarantinedMessage } from '../store/quarantine.ts';
import type { IngestMetrics } from './metrics.ts';
import { retry } from './retry.ts';

export interface QuarantineWriterOptions {
  add: (messages: readonly QuarantinedMessage[]) => Promise<void>;
  logger: Logger;
  metrics: IngestMetrics;
  signal: AbortSignal;
}

export interface QuarantineWriter {
  /** Resolves once they are in the database. @throws when too many wait already: their entry stays unacknowledged */
  write(messages: readonly QuarantinedMessage[]): Promise<void>;
}

/** What may wait in memory while the database is away; the rest stays in the uplink log. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;
const BATCH = 200;

/** Keeps what makes no sense for people to see; waits for the database as long as it takes. */
export function createQuarantineWriter({
  add,
  logger,
  metrics,
  signal,
}: QuarantineWriterOptions): QuarantineWriter {
  let waiting = 0;
  return {
    write: async (messages) => {
      const bytes = messages.reduce((sum, message) => sum + message.payload.length + 500, 0);
      if (waiting + bytes > MAX_WAITING_BYTES)
        throw new Error('too much waits for the quarantine: PostgreSQL is away');
      waiting += bytes;
      try {
        for (let at = 0; at < messages.length; at += BATCH) {
          const batch = messages.slice(at, at + BATCH);
          await retry(() => addOrGiveUp(batch), {
            signal,
            onError: (error) => logger.warn({ err: error }, 'the quarantine cannot be written; trying again'),
          });
          for (const { code } of batch) metrics.quarantined.inc({ code });
        }
      } finally {
        waiting -= bytes;
      }
    },
  };

  async function addOrGiveUp(batch: readonly QuarantinedMessage[]): Promise<void> {
    try {
      await add(batch);
    } catch (error) {
      // Class 22 and 23: the row itself is refused, now and for ever. It must not hold up the log.
      if (!/^2[23]/.test(String((error as { code?: unknown }).code))) throw error;
      logger.error(
        { err: error, ids: batch.map(({ id }) => id) },
        'PostgreSQL refuses quarantined messages: they are dropped',
      );
    }
  }
}
