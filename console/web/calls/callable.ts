import type { CalleeKind } from '../../../contracts/call.ts';
import type { ServiceKind } from '../../../contracts/outside-service.ts';
import type { Relation, Role } from '../../../contracts/people.ts';

interface Anybody {
  id: string;
  name: string;
  phone: string | undefined;
}

/** Somebody an operator can ring about an incident, and what they are to the home. */
export type Callable =
  | (Anybody & { kind: 'resident' })
  | (Anybody & { kind: 'contact'; relation: Relation })
  | (Anybody & { kind: 'user'; role: Role })
  | (Anybody & { kind: 'service'; service: ServiceKind });

/** Tells two people apart whose ids come from different lists. */
export function calleeKey({ kind, id }: { kind: CalleeKind; id: string }): string {
  return `${kind} ${id}`;
}
