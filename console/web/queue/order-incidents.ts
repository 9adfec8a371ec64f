import type { Incident } from '../../../contracts/incident.ts';

export interface Queue {
  /** life safety and urgent, in the order in which they want a person */
  calling: Incident[];
  /** work orders: apart, and silent (DOMAIN: never a siren in the operator's ear) */
  technical: Incident[];
}

/**
 * The order of the queue: nobody has it yet, then only a contact has it, then an operator; by priority, then who waits
 * longest. Resolved ones are gone.
 */
export function orderIncidents(incidents: readonly Incident[]): Queue {
  const calling: Incident[] = [];
  const technical: Incident[] = [];
  for (const incident of incidents) {
    if (incident.state !== 'resolved') (incident.priority === 3 ? technical : calling).push(incident);
  }
  return { calling: calling.sort(compareUrgency), technical: technical.sort(compareUrgency) };
}

function compareUrgency(a: Incident, b: Incident): number {
  const waiting = hands(a) - hands(b);
  if (waiting !== 0) return waiting;
  if (a.priority !== b.priority) return a.priority - b.priority;
  const age = compareTimes(a.calledAt, b.calledAt);
  return age !== 0 ? age : a.id < b.id ? -1 : 1;
}

/** Times of one length and zone sort as text: a queue of thousands is sorted sixty times a second. */
function compareTimes(a: string, b: string): number {
  if (a === b) return 0;
  if (a.length === b.length && a.endsWith('Z') && b.endsWith('Z')) return a < b ? -1 : 1;
  return Date.parse(a) - Date.parse(b);
}

function hands({ state, acknowledgement }: Incident): number {
  if (state === 'open') return 0;
  return acknowledgement?.kind === 'contact' ? 1 : 2;
}
