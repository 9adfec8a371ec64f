import { sql } from 'kysely';
import { CHAIN_START, linkOnto, type AuditLink } from './audit-chain.ts';
import { auditContent, toAuditContent, toAuditLink, type AuditContentRow } from './audit-content.ts';
import type { Store } from './open-store.ts';

/** Rows linked in one transaction at most. */
const BATCH = 2_000;

/** The advisory lock of whoever is linking; any number that nobody else uses. */
const CHAIN_LOCK = 7_263_118;

export interface Chained {
  /** rows linked now; 0 also when another process is at it */
  linked: number;
  /** the last link; undefined when another process is at it */
  head?: AuditLink;
  /** whether `known` is no longer in the chain: somebody has cut or rewritten it */
  cut: boolean;
}

/**
 * Links the audit rows that are not in the chain yet, in one transaction. Rows are written without a link, so that
 * ten thousand presses in ten seconds do not have to wait for each other; this follows within about a second. A row
 * with a lower id whose transaction ends later simply gets the next number.
 * @param key the secret of the chain (AUDIT_KEY)
 * @param known a head seen earlier, which must still stand
 */
export async function chainAudit({
  store,
  key,
  known,
  batch = BATCH,
}: {
  store: Store;
  key: string;
  known?: AuditLink | undefined;
  batch?: number;
}): Promise<Chained> {
  return store.transaction().execute(async (trx) => {
    // In a statement of its own: what follows must see what the one before us has committed.
    const lock = await sql<{
      mine: boolean;
    }>`select pg_try_advisory_xact_lock(${CHAIN_LOCK}) as mine`.execute(trx);
    if (!lock.rows[0]?.mine) return { linked: 0, cut: false };
    const ends = await sql<{ chain_seq: string; hash: Buffer | null }>`
      (select chain_seq, hash from audit where chain_seq is not null order by chain_seq desc limit 1)
      union all
      (select chain_seq, hash from audit where chain_seq = ${known?.seq.toString() ?? null}::bigint)`.execute(
      trx,
    );
    const links = ends.rows.map(toAuditLink);
    const cut =
      known !== undefined &&
      !links.some(({ seq, hash }) => seq === known.seq && hash.equals(known.hash)) &&
      known.seq !== CHAIN_START.seq;
    let head = links[0] ?? CHAIN_START;
    const waiting = await sql<AuditContentRow>`
      select ${auditContent} from audit where chain_seq is null order by audit.id limit ${batch}`.execute(
      trx,
    );
    if (waiting.rows.length === 0) return { linked: 0, head, cut };
    const linked = waiting.rows.map((row) => {
      head = linkOnto(key, head, toAuditContent(row));
      return { id: row.id, seq: head.seq.toString(), hash: head.hash.toString('hex') };
    });
    await sql`
      update audit set chain_seq = link.seq, hash = decode(link.hash, 'hex')
      from unnest(${linked.map(({ id }) => id)}::bigint[], ${linked.map(({ seq }) => seq)}::bigint[],
                  ${linked.map(({ hash }) => hash)}::text[]) as link (id, seq, hash)
      where audit.id = link.id`.execute(trx);
    return { linked: linked.length, head, cut };
  });
}

/** Rows that are not in the chain yet, and since when the oldest of them waits. */
export async function countUnchained(store: Store): Promise<{ rows: number; oldest: Date | undefined }> {
  const row = await store
    .selectFrom('audit')
    .select((eb) => [eb.fn.countAll<string>().as('n'), eb.fn.min('at').as('oldest')])
    .where('chain_seq', 'is', null)
    .executeTakeFirstOrThrow();
  return { rows: Number(row.n), oldest: row.oldest ?? undefined };
}
