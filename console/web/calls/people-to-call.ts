import type { AlarmType } from '../../../contracts/alarm.ts';
import type { CalleeEntry } from '../../../contracts/callee.ts';

/** Of a fire the brigade hears first, whoever else there is to ring. */
const FIRST_OF: Partial<Record<AlarmType, string>> = { smoke: 'fire' };

const SERVICE_ORDER = ['ambulance', 'fire', 'police', 'property', 'locksmith', 'repair', 'other'];

/**
 * The call list of an incident: residents, contacts in order, who is on duty, outside services; the service that
 * this type of alarm asks for comes first. A place in it is a key on the keyboard, so it never depends on results.
 * @param callees as the platform lists them: each kind in its order
 */
export function peopleToCall(
  callees: readonly CalleeEntry[],
  { type, userId }: { type: AlarmType; userId: string },
): CalleeEntry[] {
  const of = (kind: CalleeEntry['kind']) => callees.filter((callee) => callee.kind === kind);
  const place = ({ person }: CalleeEntry) => SERVICE_ORDER.indexOf(person);
  const services = of('service').toSorted((a, b) => place(a) - place(b));
  const isFirst = ({ person }: CalleeEntry) => person === FIRST_OF[type];
  return [
    ...services.filter(isFirst),
    ...of('resident'),
    ...of('contact'),
    // Who is at home asleep is for the escalation to wake; nobody rings themselves.
    ...of('user').filter(({ id, onDuty }) => onDuty === true && id !== userId),
    ...services.filter((service) => !isFirst(service)),
  ];
}
