import type { ChecklistItem } from '../../../contracts/checklists.ts';
import type { Incident } from '../../../contracts/incident.ts';
import type { Principal } from '../../../contracts/people.ts';
import type { CalleeEntry } from '../../../contracts/callee.ts';
import { calleeKey } from '../calls/callee-key.ts';
import { callsMade, type CallMade } from '../calls/calls-made.ts';
import { chooseActions, type Choice } from './choose-actions.ts';
import { helpersUnderWay } from './helpers-under-way.ts';
import { suggestDispatch } from './suggest-dispatch.ts';

/** The one thing that a person should do now. */
export type NextAction =
  /** it is over */
  | { kind: 'none' }
  /** a family follows and does not act */
  | { kind: 'follow' }
  /** `lost`: it was theirs and their time has run out */
  | { kind: 'acknowledge'; as: Choice['acknowledgeAs']; lost: boolean }
  /** another has it. @property until epoch ms */
  | { kind: 'wait'; name: string; until: number; mayTakeOver: boolean }
  /** whom to call is not known yet: no other step is named, for it would change under the finger */
  | { kind: 'load' }
  | { kind: 'call'; who: CalleeEntry }
  /** something outside of the platform that only a tick records; `phone` is the public number for it */
  | { kind: 'check'; item: ChecklistItem; phone: string }
  | { kind: 'dispatch'; because: DispatchReason | undefined; to: CalleeEntry | undefined }
  /** somebody is on the way: are they there? */
  | { kind: 'arrive'; ask: { name: string; who: CalleeEntry | undefined } | undefined }
  | { kind: 'resolve'; because: 'spoken' | 'there' | 'technical' };

export type DispatchReason =
  | 'fire'
  | 'spoken'
  | 'contact_reached'
  | 'nobody_answers'
  | 'nobody_to_call'
  | 'needs_help'
  | 'people_unknown';

export interface Situation {
  incident: Incident;
  user: Pick<Principal, 'id' | 'roles'>;
  /** in the order in which they are to be called, or why that is not known */
  people: readonly CalleeEntry[] | 'loading' | 'failed';
  /** epoch ms by the platform's clock */
  now: number;
}

/** Who has fallen, or breathes gas, needs somebody at the door even when they answer. */
const HELP_EVEN_IF_ANSWERED: ReadonlySet<Incident['type']> = new Set(['fall', 'gas', 'smoke']);
const FIRE_NUMBER = '119';

/**
 * Acknowledge, call the resident, call the contacts in order, send somebody, ask whether they are there, resolve.
 * An alarm that is raised again asks for the people anew; a brigade that has been called is not called twice.
 */
export function nextAction(situation: Situation): NextAction {
  const { incident, user, now } = situation;
  if (incident.state === 'resolved') return { kind: 'none' };
  const choice = chooseActions(incident, user, now);
  if (!choice.canNote) return { kind: 'follow' };
  const held = incident.acknowledgement;
  if (choice.heldBy !== undefined && held) {
    const mayTakeOver = choice.secondary.includes('acknowledge');
    return { kind: 'wait', name: choice.heldBy, until: Date.parse(held.leaseUntil), mayTakeOver };
  }
  if (incident.state === 'open' || held?.by !== user.id) {
    return { kind: 'acknowledge', as: choice.acknowledgeAs, lost: hasLost(incident, user.id) };
  }
  if (incident.priority === 3 && incident.state === 'acknowledged') {
    return { kind: 'resolve', because: 'technical' };
  }
  if (situation.people === 'loading') return whileLoading(incident);
  if (situation.people === 'failed') return withoutPeople(incident);
  const { people } = situation;
  switch (incident.state) {
    case 'acknowledged':
      return callBrigade(incident, people) ?? callPeople(incident, people);
    case 'dispatched':
      return callBrigade(incident, people) ?? askArrival(incident, people);
    case 'on_scene':
      return endIt(incident, people);
  }
}

type People = readonly CalleeEntry[];

/** Who is there says how it is; what comes before that asks for people. */
function whileLoading(incident: Incident): NextAction {
  const end = incident.state === 'on_scene' ? endIt(incident, []) : undefined;
  return end?.kind === 'resolve' ? end : { kind: 'load' };
}

/** Nobody to ring is known: 119 has a number of its own, and somebody can be sent who is not listed. */
function withoutPeople(incident: Incident): NextAction {
  if (incident.state === 'on_scene') return endIt(incident, []);
  const serviceTold = incident.events.some(
    ({ call, dispatch }) =>
      (call?.callee.kind === 'service' && call.result === 'reached') || dispatch?.to.kind === 'service',
  );
  const brigade = serviceTold ? undefined : callBrigade(incident, []);
  if (brigade) return brigade;
  if (incident.state === 'dispatched') return askArrival(incident, []);
  return { kind: 'dispatch', because: 'people_unknown', to: undefined };
}

function hasLost({ events, state }: Incident, userId: string): boolean {
  const last = events.findLast(({ type }) => type === 'lease_expired' || type === 'acknowledged');
  return state === 'open' && last?.type === 'lease_expired' && last.by === userId;
}

/** 119 first, even while a neighbour runs to the door. */
function callBrigade(incident: Incident, people: People): NextAction | undefined {
  if (incident.type !== 'smoke' || isDone(incident, 'fire_brigade')) return undefined;
  const brigades = people.filter((person) => person.kind === 'service' && person.person === 'fire');
  const made = callsMade(incident);
  const told = brigades.some(
    (brigade) => resultOf(made, brigade) === 'reached' || wasSent(incident, brigade),
  );
  if (told) return undefined;
  const [untried] = brigades.filter((brigade) => resultOf(made, brigade) === undefined);
  const who = untried ?? brigades[0];
  return who ? { kind: 'call', who } : { kind: 'check', item: 'fire_brigade', phone: FIRE_NUMBER };
}

function callPeople(incident: Incident, people: People): NextAction {
  const made = callsMade(incident, Date.parse(incident.raisedAt));
  const residents = people.filter(({ kind, phone }) => kind === 'resident' && phone !== undefined);
  const spoken = residents.some((resident) => resultOf(made, resident) === 'reached');
  const resident = residents.find((one) => resultOf(made, one) === undefined);
  if (!spoken && resident) return { kind: 'call', who: resident };
  const to = suggestDispatch(incident, people);
  if (incident.type === 'smoke') {
    const keyHolder = people.find((person) => holdsKey(person) && person.phone !== undefined);
    const asked = keyHolder === undefined || hasAnswer(incident, made, keyHolder);
    return asked ? { kind: 'dispatch', because: 'fire', to } : { kind: 'call', who: keyHolder };
  }
  if (spoken) {
    return HELP_EVEN_IF_ANSWERED.has(incident.type)
      ? { kind: 'dispatch', because: 'spoken', to }
      : { kind: 'resolve', because: 'spoken' };
  }
  const contacts = people.filter(({ kind, phone }) => kind === 'contact' && phone !== undefined);
  const reached = contacts.find((contact) => resultOf(made, contact) === 'reached');
  if (reached) return { kind: 'dispatch', because: 'contact_reached', to: reached };
  const contact = contacts.find((one) => !hasAnswer(incident, made, one));
  if (contact) return { kind: 'call', who: contact };
  return { kind: 'dispatch', because: made.size > 0 ? 'nobody_answers' : 'nobody_to_call', to };
}

function askArrival(incident: Incident, people: People): NextAction {
  const going = helpersUnderWay(incident).findLast(({ there }) => !there);
  const sent = incident.events.findLast(({ dispatch }) => dispatch !== undefined)?.dispatch?.to;
  const asked = going ? { kind: 'contact' as const, ...going } : sent;
  if (asked === undefined) return { kind: 'arrive', ask: undefined };
  const who = people.find((person) => calleeKey(person) === calleeKey(asked));
  return { kind: 'arrive', ask: { name: asked.name, who } };
}

/** Who is there says how it is: more help is sent before anything is closed. */
function endIt(incident: Incident, people: People): NextAction {
  const raised = Date.parse(incident.raisedAt);
  const last = incident.events.findLast(
    ({ type, at }) => (type === 'outcome' || type === 'dispatched') && Date.parse(at) >= raised,
  );
  if (last?.condition === 'needs_help') {
    return { kind: 'dispatch', because: 'needs_help', to: suggestDispatch(incident, people) };
  }
  return { kind: 'resolve', because: 'there' };
}

function isDone({ checks }: Incident, item: ChecklistItem): boolean {
  return checks?.some((check) => check.item === item) === true;
}

function resultOf(
  made: ReadonlyMap<string, CallMade[]>,
  person: CalleeEntry,
): CallMade['result'] | undefined {
  return made.get(calleeKey(person))?.[0]?.result;
}

function wasSent({ events }: Incident, person: CalleeEntry): boolean {
  return events.some(
    ({ dispatch }) => dispatch !== undefined && calleeKey(dispatch.to) === calleeKey(person),
  );
}

function holdsKey(person: CalleeEntry): boolean {
  return person.kind === 'contact' && person.person === 'key_holder';
}

/** Called from the console, or said from outside that they cannot: asking again is for later. */
function hasAnswer(
  { events, raisedAt }: Incident,
  made: ReadonlyMap<string, CallMade[]>,
  person: CalleeEntry,
): boolean {
  if (made.has(calleeKey(person))) return true;
  const since = Date.parse(raisedAt);
  return events.some(({ type, by, at }) => type === 'cannot' && by === person.id && Date.parse(at) >= since);
}
