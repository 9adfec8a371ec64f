import type { LedgerEntry } from './ledger-entry.ts';
import { readLedger } from './read-ledger.ts';

/** All of a ledger at once, for tests. */
export async function readWholeLedger(file: string): Promise<{ entries: LedgerEntry[]; problems: object[] }> {
  const entries: LedgerEntry[] = [];
  const problems: object[] = [];
  for await (const read of readLedger(file)) {
    if ('entry' in read) entries.push(read.entry);
    else problems.push(read);
  }
  return { entries, problems };
}
