import { open } from 'node:fs/promises';
import { ledgerEntrySchema, type LedgerEntry } from './ledger-entry.ts';
import { SimError } from './sim-error.ts';

/** One line of a ledger, by number from 1: an entry, or why it is none. */
export type LedgerLine =
  { line: number; entry: LedgerEntry } | { line: number; reason: string; last: boolean };

/**
 * Reads a ledger line by line, however long it is. What is no entry is told and passed over; `last` is the cut end
 * of a simulator that was killed.
 * @throws SimError when the file cannot be read
 */
export async function* readLedger(file: string): AsyncGenerator<LedgerLine> {
  const handle = await open(file).catch((error: unknown) => {
    throw new SimError(`the ledger ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  });
  try {
    let line = 0;
    let unread: LedgerLine | undefined;
    for await (const text of handle.readLines()) {
      line += 1;
      if (unread !== undefined) yield unread;
      unread = undefined;
      if (text.trim() === '') continue;
      const read = readLine(text);
      if ('entry' in read) yield { line, ...read };
      else unread = { line, ...read, last: false };
    }
    if (unread !== undefined) yield { ...unread, last: true };
  } finally {
    await handle.close();
  }
}

function readLine(text: string): { entry: LedgerEntry } | { reason: string } {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    return { reason: 'not JSON' };
  }
  const parsed = ledgerEntrySchema.safeParse(said);
  if (parsed.success) return { entry: parsed.data };
  const issue = parsed.error.issues[0];
  return { reason: `${issue?.path.join('.')}: ${issue?.message}` };
}
