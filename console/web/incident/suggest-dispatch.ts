import type { Incident } from '../../../contracts/incident.ts';
import type { ServiceKind } from '../../../contracts/outside-service.ts';
import type { Relation } from '../../../contracts/people.ts';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import { calleeKey } from '../calls/callee-key.ts';
import { callsMade } from '../calls/calls-made.ts';

/** Who gets through the door soonest: the key, then who is paid for it, then who lives near. */
const NEAREST = [
  'key_holder',
  'grid_worker',
  'neighbour',
  'volunteer',
  'family',
] as const satisfies Relation[];
const WANTED: Partial<Record<Incident['type'], ServiceKind>> = {
  smoke: 'fire',
  gas: 'fire',
  tamper: 'repair',
  offline: 'repair',
  low_battery: 'repair',
  fault: 'repair',
};

/**
 * Whom one would send first; undefined where nobody fits. Who refused or cannot is not proposed, and who was sent for
 * this alarm already is not proposed again; somebody who has just been reached comes before the rest.
 */
export function suggestDispatch(incident: Incident, people: readonly CalleeEntry[]): CalleeEntry | undefined {
  const since = Date.parse(incident.raisedAt);
  const made = callsMade(incident, since);
  const out = new Set(
    incident.events.flatMap(({ type, by, at, dispatch }) => {
      if (Date.parse(at) < since) return [];
      if (dispatch) return [calleeKey(dispatch.to)];
      return type === 'cannot' && by !== undefined ? [calleeKey({ kind: 'contact', id: by })] : [];
    }),
  );
  const result = (person: CalleeEntry) => made.get(calleeKey(person))?.[0]?.result;
  const free = people.filter((person) => !out.has(calleeKey(person)) && result(person) !== 'refused');
  const contacts = free.filter((person) => person.kind === 'contact');
  const wanted = WANTED[incident.type];
  return (
    free.find((person) => person.kind === 'service' && person.person === wanted) ??
    contacts.find((person) => result(person) === 'reached') ??
    NEAREST.flatMap((relation) => contacts.filter((person) => person.person === relation))[0] ??
    free.find(({ kind }) => kind === 'user')
  );
}
