import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Receipt } from './in-flight.ts';
import type { LedgerEntry } from './ledger-entry.ts';
import { openForAppend } from './open-for-append.ts';

/** A message before its fate is known. */
export type Intended = Omit<LedgerEntry, 'sentAt' | 'acknowledgedAt' | 'ackMs' | 'attempts'>;

export interface Ledger {
  /** Notes a message that is about to be said; `acknowledged` completes its line, `close` writes it as it is. */
  intend: (message: Intended) => { acknowledged: (receipt: Receipt) => LedgerEntry };
  counts: () => { intended: number; acknowledged: number };
  /** Writes what is still unacknowledged, flushes and closes the file. */
  close: () => Promise<void>;
}

/**
 * Keeps book of what was said, one JSON line per message once its fate is known. Append-only: a second run
 * with the same file continues it. Without a file it only counts.
 * @throws SimError when the file cannot be opened
 * @throws Error (from `close`) when it could not be written: a ledger with holes is none
 */
export function openLedger({ file }: { file?: string | undefined } = {}): Ledger {
  const stream = file === undefined ? undefined : createWriteStream(file, { fd: openForAppend(file) });
  const flushed = stream && finished(stream);
  // Looked at in `close`; until then a failed write must not end the process unasked.
  flushed?.catch(() => undefined);
  const open = new Set<Intended>();
  let intended = 0;
  let acknowledged = 0;

  const write = (entry: LedgerEntry): void => void stream?.write(`${JSON.stringify(entry)}\n`);

  return {
    intend: (message) => {
      open.add(message);
      intended += 1;
      return {
        acknowledged: ({ firstSentAt, acknowledgedAt, ackMs, attempts }) => {
          open.delete(message);
          acknowledged += 1;
          const rounded = Math.round(ackMs * 1000) / 1000;
          const entry = { ...message, sentAt: firstSentAt, acknowledgedAt, ackMs: rounded, attempts };
          write(entry);
          return entry;
        },
      };
    },
    counts: () => ({ intended, acknowledged }),
    close: async () => {
      for (const message of open) write(message);
      open.clear();
      stream?.end();
      await flushed;
    },
  };
}
