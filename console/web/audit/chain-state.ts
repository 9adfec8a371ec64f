import type { AuditEntry } from '../../../contracts/audit.ts';

/** After so long without a place in the chain something is wrong, ms (docs/audit.md). */
const STUCK_MS = 60_000;

/** Whether the rows shown are in the chain; `waiting` is how every row begins, for about a second. */
export function chainState(
  rows: readonly Pick<AuditEntry, 'at' | 'chain'>[],
  now: number,
): 'chained' | 'waiting' | 'stuck' {
  const outside = rows.filter(({ chain }) => chain === undefined);
  if (outside.length === 0) return 'chained';
  return outside.some(({ at }) => now - Date.parse(at) > STUCK_MS) ? 'stuck' : 'waiting';
}
