import type { AlarmType } from '../../../contracts/alarm.ts';
import type { OutsideService, ServiceKind } from '../../../contracts/outside-service.ts';
import type { Role } from '../../../contracts/people.ts';
import type { Contact, Duty, Resident } from '../api/shapes.ts';
import type { Callable } from './callable.ts';

/** Of a fire the brigade hears first, whoever else there is to ring. */
const FIRST_OF: Partial<Record<AlarmType, ServiceKind>> = { smoke: 'fire' };

const SERVICE_ORDER = {
  ambulance: 0,
  fire: 1,
  police: 2,
  property: 3,
  locksmith: 4,
  repair: 5,
  other: 6,
} as const satisfies Record<ServiceKind, number>;

export interface PeopleToCall {
  type: AlarmType;
  residents: readonly Resident[];
  /** in the order agreed with the family */
  contacts: readonly Contact[];
  /** the roster of the area */
  duties: readonly (Duty & { userId: string; userName: string; roles: readonly Role[] })[];
  services: readonly OutsideService[];
  /** nobody rings themselves */
  userId: string;
  /** epoch ms */
  now: number;
}

/**
 * The call list of an incident: residents, contacts in order, who is on duty, outside services; the service that
 * this type of alarm asks for comes first. A place in it is a key on the keyboard, so it never depends on results.
 */
export function peopleToCall(from: PeopleToCall): Callable[] {
  const first = FIRST_OF[from.type];
  const services = from.services
    .toSorted((a, b) => SERVICE_ORDER[a.kind] - SERVICE_ORDER[b.kind])
    .map(({ id, name, phone, kind }) => ({ kind: 'service' as const, id, name, phone, service: kind }));
  return [
    ...services.filter(({ service }) => service === first),
    ...from.residents.map(({ id, name, phone }) => ({
      kind: 'resident' as const,
      id,
      name,
      phone: phone ?? undefined,
    })),
    ...from.contacts.map(({ id, name, phone, relation }) => ({
      kind: 'contact' as const,
      id,
      name,
      phone: phone ?? undefined,
      relation,
    })),
    ...onDuty(from),
    ...services.filter(({ service }) => service !== first),
  ];
}

function onDuty({ duties, userId, now }: PeopleToCall): Callable[] {
  const present = new Map<string, Callable>();
  for (const { userId: id, userName: name, roles, startsAt, endsAt } of duties) {
    const [role] = roles;
    if (id === userId || role === undefined) continue;
    if (Date.parse(startsAt) > now || Date.parse(endsAt) <= now) continue;
    present.set(id, { kind: 'user', id, name, phone: undefined, role });
  }
  return [...present.values()];
}
