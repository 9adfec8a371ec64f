import { ledgerEntrySchema, type LedgerEntry } from './ledger-entry.ts';

export interface LedgerContent {
  entries: LedgerEntry[];
  /** lines that are none, by number from 1: the last line of a killed simulator may be cut */
  problems: { line: number; reason: string }[];
}

/** Reads the text of a ledger. Never throws: what cannot be read is listed. */
export function readLedger(text: string): LedgerContent {
  const content: LedgerContent = { entries: [], problems: [] };
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      const parsed = ledgerEntrySchema.safeParse(JSON.parse(line));
      if (parsed.success) content.entries.push(parsed.data);
      else {
        const issue = parsed.error.issues[0];
        content.problems.push({ line: index + 1, reason: `${issue?.path.join('.')}: ${issue?.message}` });
      }
    } catch {
      content.problems.push({ line: index + 1, reason: 'not JSON' });
    }
  }
  return content;
}
