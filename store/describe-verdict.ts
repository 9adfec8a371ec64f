import { formatHead, type AuditLink } from './audit-chain.ts';
import type { AuditVerdict, BrokenRow } from './verify-audit.ts';

/** The verdict on the audit trail in words, and whether it holds. */
export function describeVerdict(
  { rows, head, broken, noted: found }: AuditVerdict,
  noted?: AuditLink,
): { intact: boolean; text: string } {
  if (broken) {
    const before =
      rows === 0 ? 'No row before it holds.' : `${rows} rows before it hold, up to ${formatHead(head)}.`;
    return {
      intact: false,
      text: `The chain is broken at ${nameRow(broken)}: ${explain(broken)}\n${before}`,
    };
  }
  const intact = `${rows} rows, chain intact, head ${formatHead(head)}`;
  if (noted === undefined) return { intact: true, text: intact };
  switch (found) {
    case 'stands':
      return { intact: true, text: `${intact}\nThe head noted earlier, number ${noted.seq}, stands in it.` };
    case 'differs':
      return {
        intact: false,
        text: `Row ${noted.seq} is not the one whose head was noted: the trail has been written anew since. What is there now: ${intact}`,
      };
    default:
      return {
        intact: false,
        text: `Rows were cut off the end: a head with number ${noted.seq} was noted, the chain ends at ${head.seq}. What is left: ${intact}`,
      };
  }
}

function nameRow({ seq, id, at, action, subject }: BrokenRow): string {
  return `row ${seq} (id ${id}, ${at.toISOString()}, ${action}, ${subject})`;
}

function explain({ what, seq, expected, nextFollows }: BrokenRow): string {
  if (what === 'missing') {
    const last = seq - 1n;
    if (last < expected) return `its number should be ${expected}. It was put in, or its number changed.`;
    return last === expected
      ? `number ${expected} before it is missing. A row was removed.`
      : `numbers ${expected} to ${last} before it are missing. Rows were removed.`;
  }
  if (nextFollows)
    return 'it is not as it was when it was chained. The rows after it do follow it: it alone was altered.';
  if (expected === 1n) {
    return 'its hash is not the one of this key. AUDIT_KEY is not the key of this chain, or the trail was written anew.';
  }
  return 'its hash is not the one that follows from it and the row before. It was altered, put in or moved.';
}
