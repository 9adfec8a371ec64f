import { sql } from 'kysely';
import type { AuditContent, AuditLink } from './audit-chain.ts';

/** A row as `auditContent` selects it. */
export interface AuditContentRow {
  id: string;
  at_us: string;
  actor: string;
  action: string;
  subject: string;
  home_id: string | null;
  detail: string;
}

/** The columns that the chain is made of, as text. `extract` gives a numeric: no microsecond is lost. */
export const auditContent = sql`id::text as id, (extract(epoch from at) * 1000000)::bigint::text as at_us,
  actor, action, subject, home_id::text as home_id, detail::text as detail`;

export function toAuditContent({ at_us: at, home_id: homeId, ...row }: AuditContentRow): AuditContent {
  return {
    id: row.id,
    at,
    actor: row.actor,
    action: row.action,
    subject: row.subject,
    homeId,
    detail: row.detail,
  };
}

export function toAuditLink(row: { chain_seq: string; hash: Buffer | null }): AuditLink {
  return { seq: BigInt(row.chain_seq), hash: row.hash ?? Buffer.alloc(0) };
}
