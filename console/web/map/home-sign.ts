import type { Incident } from '../../../contracts/incident.ts';
import type { ProtectionState } from '../../../contracts/protection.ts';

/** What is shown of a home: who calls comes before how it is protected. */
export type Sign = 'life' | 'urgent' | ProtectionState;

/** The most urgent first. */
export const SIGNS: readonly Sign[] = [
  'life',
  'urgent',
  'unprotected',
  'impaired',
  'maintenance',
  'protected',
];

type Calling = Pick<Incident, 'priority'>;

/** A technical incident is no call: it shows in the protection. */
export function signOf(state: ProtectionState, incident: Calling | undefined): Sign {
  if (incident?.priority === 1) return 'life';
  return incident?.priority === 2 ? 'urgent' : state;
}

export function graver(a: Sign, b: Sign): number {
  return SIGNS.indexOf(a) - SIGNS.indexOf(b);
}

/** Of each home the gravest incident that calls for a person and is not resolved. */
export function callsByHome(incidents: readonly Incident[]): Map<string, Incident> {
  const calls = new Map<string, Incident>();
  for (const incident of incidents) {
    if (incident.state === 'resolved' || incident.priority === 3) continue;
    const known = calls.get(incident.homeId);
    if (known === undefined || incident.priority < known.priority) calls.set(incident.homeId, incident);
  }
  return calls;
}
