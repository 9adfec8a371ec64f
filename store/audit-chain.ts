import { createHmac } from 'node:crypto';

/** A place in the chain of the audit trail: its number and the hash over everything up to it. */
export interface AuditLink {
  seq: bigint;
  /** 32 bytes */
  hash: Buffer;
}

/** What is hashed of a row: as text of the database, so that no rounding of ours comes between. */
export interface AuditContent {
  id: string;
  /** microseconds since 1970 */
  at: string;
  actor: string;
  action: string;
  subject: string;
  homeId: string | null;
  /** jsonb as text: the database keeps the keys in an order of its own, and numbers as they were given */
  detail: string;
}

/** What stands before the first row. */
export const CHAIN_START: AuditLink = { seq: 0n, hash: Buffer.alloc(32) };

/**
 * The link of a row that follows `before`: HMAC-SHA256 over the hash before and the row with its number. With the
 * key, so that whoever can write the database still cannot make a chain that holds.
 */
export function linkOnto(key: string, before: AuditLink, row: AuditContent): AuditLink {
  const seq = before.seq + 1n;
  const { id, at, actor, action, subject, homeId, detail } = row;
  const text = JSON.stringify([seq.toString(), id, at, actor, action, subject, homeId, detail]);
  return { seq, hash: createHmac('sha256', key).update(before.hash).update(text).digest() };
}

/** `missing`: a number is left out before this row. `altered`: the row, or its hash, is not what was chained. */
export type AuditBreak = 'missing' | 'altered';

/** What is wrong with a row that should follow `before`; undefined when it does follow. */
export function breakAt(
  key: string,
  before: AuditLink,
  row: AuditContent & AuditLink,
): AuditBreak | undefined {
  if (row.seq !== before.seq + 1n) return 'missing';
  return linkOnto(key, before, row).hash.equals(row.hash) ? undefined : 'altered';
}

/** `seq:hash`: a head to note somewhere else. */
export function formatHead({ seq, hash }: AuditLink): string {
  return `${seq}:${hash.toString('hex')}`;
}

/** @returns undefined when it is none */
export function parseHead(text: string): AuditLink | undefined {
  const found = /^(\d{1,18}):([0-9a-f]{64})$/i.exec(text.trim());
  if (found?.[1] === undefined || found[2] === undefined) return undefined;
  return { seq: BigInt(found[1]), hash: Buffer.from(found[2], 'hex') };
}
