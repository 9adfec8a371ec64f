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
  const active = incidents.filter((incident) => incident.state !== 'resolved').sort(compareUrgency);
  return {
    calling: active.filter((incident) => incident.priority !== 3),
    technical: active.filter((incident) => incident.priority === 3),
  };
}

function compareUrgency(a: Incident, b: Incident): number {
  const waiting = hands(a) - hands(b);
  if (waiting !== 0) return waiting;
  if (a.priority !== b.priority) return a.priority - b.priority;
  const age = Date.parse(a.raisedAt) - Date.parse(b.raisedAt);
  return age !== 0 ? age : a.id < b.id ? -1 : 1;
}

function hands({ state, acknowledgement }: Incident): number {
  if (state === 'open') return 0;
  return acknowledgement?.kind === 'contact' ? 1 : 2;
}
