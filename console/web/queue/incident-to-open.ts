import type { Incident } from '../../../contracts/incident.ts';

export interface OpenFacts {
  /** life safety and urgent, in the order of the queue */
  calling: readonly Incident[];
  /** the life-safety ones that called when it was last looked */
  before: ReadonlySet<string>;
  openId: string | undefined;
  userId: string;
  /** somebody is writing or choosing */
  busy: boolean;
}

/**
 * The life-safety incident that opens by itself: one that begins to call while the operator has nothing open and
 * nothing in hand. What somebody works on is never taken away from them.
 */
export function incidentToOpen({ calling, before, openId, userId, busy }: OpenFacts): string | undefined {
  if (openId !== undefined || busy) return undefined;
  if (calling.some(({ state, acknowledgement }) => state !== 'open' && acknowledgement?.by === userId)) {
    return undefined;
  }
  return calling.find((incident) => callsForLife(incident) && !before.has(incident.id))?.id;
}

/** Life safety that nobody has. */
export function callsForLife({ state, priority }: Incident): boolean {
  return state === 'open' && priority === 1;
}
