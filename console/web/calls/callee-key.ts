import type { CalleeKind } from '../../../contracts/call.ts';

/** Tells two people apart whose ids come from different lists. */
export function calleeKey({ kind, id }: { kind: CalleeKind; id: string }): string {
  return `${kind} ${id}`;
}
