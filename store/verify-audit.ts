import { sql } from 'kysely';
import { breakAt, CHAIN_START, type AuditBreak, type AuditLink } from './audit-chain.ts';
import { auditContent, toAuditContent, toAuditLink, type AuditContentRow } from './audit-content.ts';
import type { Store } from './open-store.ts';

/** Rows held in memory at once, however long the chain. */
const PAGE = 5_000;

export interface BrokenRow {
  seq: bigint;
  id: string;
  at: Date;
  action: string;
  subject: string;
  what: AuditBreak;
  /** the number that should have come */
  expected: bigint;
  /** whether the row after it follows it as it stands: then this one alone was changed after it was chained */
  nextFollows: boolean;
}

export interface AuditVerdict {
  /** rows that hold, from the first on */
  rows: number;
  /** the last of them */
  head: AuditLink;
  /** the first row that does not hold */
  broken?: BrokenRow;
  /** of the head noted earlier: `ahead` when the chain ends before it */
  noted?: 'stands' | 'differs' | 'ahead';
}

type Row = AuditContentRow & { chain_seq: string; hash: Buffer | null };

/**
 * Walks the whole chain from its first row, in pages.
 * @param noted a head noted earlier, which must still be in the chain
 */
export async function verifyAudit({
  store,
  key,
  noted,
  pageSize = PAGE,
}: {
  store: Store;
  key: string;
  noted?: AuditLink | undefined;
  pageSize?: number;
}): Promise<AuditVerdict> {
  let head = CHAIN_START;
  let rows = 0;
  let found: AuditVerdict['noted'] = noted && 'ahead';
  const verdict = (broken?: BrokenRow): AuditVerdict => ({
    rows,
    head,
    ...(broken && { broken }),
    ...(found && { noted: found }),
  });
  // A forged row may have a number below 1, so the first page asks for all numbers.
  let after: bigint | undefined;
  for (;;) {
    const page = await readPage(store, after, pageSize);
    for (const [index, row] of page.entries()) {
      const link = toAuditLink(row);
      const what = breakAt(key, head, { ...toAuditContent(row), ...link });
      if (what !== undefined) {
        const next = page[index + 1] ?? (await readPage(store, link.seq, 1))[0];
        return verdict(brokenRow({ row, what, expected: head.seq + 1n, key, next }));
      }
      head = link;
      rows += 1;
      if (noted?.seq === head.seq) found = noted.hash.equals(head.hash) ? 'stands' : 'differs';
    }
    if (page.length < pageSize) return verdict();
    after = head.seq;
  }
}

async function readPage(store: Store, after: bigint | undefined, limit: number): Promise<Row[]> {
  const from =
    after === undefined ? sql`chain_seq is not null` : sql`chain_seq > ${after.toString()}::bigint`;
  const page = await sql<Row>`
    select ${auditContent}, chain_seq::text as chain_seq, hash
    from audit where ${from} order by audit.chain_seq limit ${limit}`.execute(store);
  return page.rows;
}

function brokenRow({
  row,
  what,
  expected,
  key,
  next,
}: {
  row: Row;
  what: AuditBreak;
  expected: bigint;
  key: string;
  next: Row | undefined;
}): BrokenRow {
  const link = toAuditLink(row);
  return {
    seq: link.seq,
    id: row.id,
    at: new Date(Number(BigInt(row.at_us) / 1000n)),
    action: row.action,
    subject: row.subject,
    what,
    expected,
    nextFollows:
      next !== undefined &&
      breakAt(key, link, { ...toAuditContent(next), ...toAuditLink(next) }) === undefined,
  };
}
