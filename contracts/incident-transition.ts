import { priorityOf, type AlarmType, type Priority } from './alarm.ts';
import type { Stage } from './device-command.ts';
import type { Disposition, IncidentState } from './incident.ts';
import { leaseFor } from './policy.ts';

/** What the rules need to know of an incident. Times are epoch ms. */
export interface IncidentFacts {
  state: IncidentState;
  type: AlarmType;
  priority: Priority;
  /** when an alarm last raised it */
  raisedAt: number;
  acknowledgement?: Holding;
  disposition?: Disposition;
  /** the end of the maintenance it is under: until then only life safety calls. May be over, until it is raised again */
  maintenanceUntil?: number;
}

interface Holding {
  by: string;
  kind: Actor['kind'];
  /** of a contact, who is in no list of users */
  name?: string;
  at: number;
  leaseUntil: number;
}

/** Who acts. A user with `override` may act on what another holds (supervisors). */
export type Actor =
  { kind: 'user'; id: string; override: boolean } | { kind: 'contact'; id: string; name: string };

export type IncidentAction =
  /** `underMaintenance`: the device that says so is in test or maintenance mode right now */
  | { kind: 'alarm'; type: AlarmType; underMaintenance?: boolean }
  | { kind: 'acknowledge'; by: Actor }
  | { kind: 'release'; by: Actor }
  | { kind: 'dispatch'; by: Actor }
  | { kind: 'arrive'; by: Actor }
  | { kind: 'resolve'; by: Actor; disposition: Disposition }
  | { kind: 'note'; by: Actor }
  /** a call made from the console, and an item of the checklist: work like a note */
  | { kind: 'call'; by: Actor }
  | { kind: 'check'; by: Actor }
  | { kind: 'uncheck'; by: Actor }
  | { kind: 'going'; by: Actor }
  | { kind: 'cannot'; by: Actor }
  | { kind: 'false_alarm_reported'; by: Actor }
  | { kind: 'contact_arrived'; by: Actor }
  /** `needsHelp`: who is there cannot cope alone */
  | { kind: 'outcome'; by: Actor; needsHelp?: boolean }
  | { kind: 'lease_expired' }
  | { kind: 'maintenance_ended' };

/** Why an action is refused; the HTTP answer is 409 with this code (contracts/errors.ts). */
export type TransitionRefusal =
  | 'incident_resolved'
  | 'incident_not_acknowledged'
  | 'incident_not_dispatched'
  | 'incident_lease_held'
  | 'incident_lease_running';

export type TransitionResult = { ok: true; facts: IncidentFacts } | { ok: false; code: TransitionRefusal };

/**
 * The whole life of an incident as one pure function: every state and every action has an answer.
 *
 * - A new life-safety or urgent alarm raises an incident again whatever state it is in (DOMAIN rule 7);
 *   a technical one joins quietly. One that is not under maintenance itself takes the incident out of it.
 * - An acknowledgement is a lease (rule 3): work renews it, anyone may take over when it has run out.
 * - Only who holds the lease goes on working; a supervisor may override. What a contact holds an operator may take:
 *   the neighbour on the stairs does not keep the centre out.
 * - A contact who says that they are going has accepted: nobody else is called as long as their lease runs. One who
 *   says that it was a false alarm holds it for as long as an operator needs to make sure; closing is the centre's.
 * - One who is there and says that more help is needed calls again, unless the centre has it and hears them.
 */
export function transition(facts: IncidentFacts, action: IncidentAction, now: number): TransitionResult {
  if (facts.state === 'resolved') {
    return action.kind === 'note' || action.kind === 'call'
      ? { ok: true, facts }
      : refuse('incident_resolved');
  }
  switch (action.kind) {
    case 'alarm':
      return { ok: true, facts: raise(facts, action, now) };
    case 'acknowledge':
      if (heldByAnother(facts, action.by, now)) return refuse('incident_lease_held');
      return hold(facts, facts.state === 'open' ? 'acknowledged' : facts.state, action.by, now);
    case 'release':
      if (facts.state === 'open') return refuse('incident_not_acknowledged');
      if (heldByAnother(facts, action.by, now)) return refuse('incident_lease_held');
      return { ok: true, facts: reopen(facts) };
    case 'dispatch':
      if (facts.state === 'open') return refuse('incident_not_acknowledged');
      if (heldByAnother(facts, action.by, now)) return refuse('incident_lease_held');
      return hold(facts, facts.state === 'on_scene' ? 'on_scene' : 'dispatched', action.by, now);
    case 'arrive':
      if (facts.state === 'open') return refuse('incident_not_acknowledged');
      if (facts.state === 'acknowledged') return refuse('incident_not_dispatched');
      if (heldByAnother(facts, action.by, now)) return refuse('incident_lease_held');
      return hold(facts, 'on_scene', action.by, now);
    case 'resolve':
      return resolve(facts, action.by, action.disposition, now);
    case 'going':
      return join(facts, facts.state === 'on_scene' ? 'on_scene' : 'dispatched', action.by, now);
    case 'contact_arrived':
      // Whoever stands at the door stands there, whatever state the incident was thought to be in.
      return join(facts, 'on_scene', action.by, now);
    case 'outcome':
      if (action.needsHelp === true && !heldByCentre(facts, now)) return { ok: true, facts: reopen(facts) };
      return join(facts, 'on_scene', action.by, now);
    case 'false_alarm_reported':
      return join(facts, facts.state === 'open' ? 'acknowledged' : facts.state, action.by, now);
    case 'cannot':
      // Who had said that they were going and now cannot gives it back; from anyone else it is only an answer.
      return { ok: true, facts: facts.acknowledgement?.by === action.by.id ? reopen(facts) : facts };
    case 'note':
    case 'call':
    case 'check':
    case 'uncheck':
      // What its holder does is work, and work renews the lease; anyone else's is only written down.
      if (facts.state !== 'open' && facts.acknowledgement?.by === action.by.id) {
        return hold(facts, facts.state, action.by, now);
      }
      return { ok: true, facts };
    case 'lease_expired':
      if (facts.state === 'open') return refuse('incident_not_acknowledged');
      if (leaseRuns(facts, now)) return refuse('incident_lease_running');
      return { ok: true, facts: reopen(facts) };
    case 'maintenance_ended': {
      const left = leaveMaintenance(facts);
      // Whoever has it keeps it; what nobody has calls as if it had just begun.
      return { ok: true, facts: facts.state === 'open' ? { ...left, raisedAt: now } : left };
    }
  }
}

/** The facts of an incident that one alarm has just opened. */
export function openedBy(type: AlarmType, now: number): IncidentFacts {
  return { state: 'open', type, priority: priorityOf(type), raisedAt: now };
}

/** What is to become of an incident's one deadline. */
export type NextDeadline =
  | { kind: 'none' }
  /** it stays as it is: nothing that happens to an open incident may put its next call off */
  | { kind: 'keep' }
  | { kind: 'lease'; dueAt: number }
  | { kind: 'escalation'; from: 'start' | 'where_it_stood'; dueAt: number };

/**
 * The moment at which an incident must be looked at again: none for a resolved one, else exactly one.
 * @param before undefined for an incident that is being opened
 */
export function deadlineAfter(
  before: IncidentFacts | undefined,
  after: IncidentFacts,
  now: number,
): NextDeadline {
  if (after.state === 'resolved') return { kind: 'none' };
  if (after.state !== 'open' && after.acknowledgement) {
    return { kind: 'lease', dueAt: after.acknowledgement.leaseUntil };
  }
  const dueAt = after.priority === 1 ? now : Math.max(now, after.maintenanceUntil ?? now);
  if (before === undefined || after.priority < before.priority) {
    return { kind: 'escalation', from: 'start', dueAt };
  }
  if (before.maintenanceUntil !== undefined && after.maintenanceUntil === undefined) {
    return { kind: 'escalation', from: 'start', dueAt };
  }
  if (before.state === 'open') return { kind: 'keep' };
  return { kind: 'escalation', from: 'where_it_stood', dueAt };
}

/** What the home's devices say from now on; undefined when it is what they say already. */
export function stageAfter(before: IncidentFacts, after: IncidentFacts): Stage | undefined {
  const stage = stageOf(after.state);
  return stage === stageOf(before.state) ? undefined : stage;
}

function stageOf(state: IncidentState): Stage {
  switch (state) {
    case 'open':
      return 'received';
    case 'acknowledged':
      return 'accepted';
    case 'dispatched':
    case 'on_scene':
      return 'help_coming';
    case 'resolved':
      return 'closed';
  }
}

function refuse(code: TransitionRefusal): TransitionResult {
  return { ok: false, code };
}

function leaseRuns(facts: IncidentFacts, now: number): boolean {
  return facts.acknowledgement !== undefined && now < facts.acknowledgement.leaseUntil;
}

function heldByAnother(facts: IncidentFacts, actor: Actor, now: number): boolean {
  const holder = facts.acknowledgement;
  if (holder === undefined || !leaseRuns(facts, now) || holder.by === actor.id) return false;
  if (actor.kind === 'contact') return true;
  return holder.kind === 'user' && !actor.override;
}

function heldByCentre(facts: IncidentFacts, now: number): boolean {
  return leaseRuns(facts, now) && facts.acknowledgement?.kind === 'user';
}

function hold(
  facts: IncidentFacts,
  state: Exclude<IncidentState, 'open' | 'resolved'>,
  by: Actor,
  now: number,
): TransitionResult {
  const since = facts.acknowledgement?.by === by.id ? facts.acknowledgement.at : now;
  const leaseUntil = now + leaseFor(facts.priority, state);
  const name = by.kind === 'contact' ? { name: by.name } : {};
  const acknowledgement = { by: by.id, kind: by.kind, ...name, at: since, leaseUntil };
  return { ok: true, facts: { ...facts, state, acknowledgement } };
}

/** A contact's part in it: theirs when nobody has it, else help for whoever does, whose lease it renews. */
function join(
  facts: IncidentFacts,
  state: Exclude<IncidentState, 'open' | 'resolved'>,
  by: Actor,
  now: number,
): TransitionResult {
  const holder = facts.acknowledgement;
  if (facts.state === 'open' || holder === undefined) return hold(facts, state, by, now);
  // Work renews a lease and never shortens it.
  const leaseUntil = Math.max(holder.leaseUntil, now + leaseFor(facts.priority, state));
  return { ok: true, facts: { ...facts, state, acknowledgement: { ...holder, leaseUntil } } };
}

function reopen(facts: IncidentFacts): IncidentFacts {
  const { acknowledgement: _let, ...rest } = facts;
  return { ...rest, state: 'open' };
}

function leaveMaintenance(facts: IncidentFacts): IncidentFacts {
  const { maintenanceUntil: _until, ...rest } = facts;
  return rest;
}

function raise(
  before: IncidentFacts,
  { type, underMaintenance = false }: { type: AlarmType; underMaintenance?: boolean },
  now: number,
): IncidentFacts {
  // Somebody works on one sensor; what another one says must not wait for that, nor be kept from the family.
  const facts = underMaintenance ? before : leaveMaintenance(before);
  const priority = priorityOf(type);
  if (priority === 3) return facts;
  const worse = priority < facts.priority;
  const raised = { ...facts, raisedAt: now };
  return reopen(worse ? { ...raised, type, priority } : raised);
}

function resolve(facts: IncidentFacts, by: Actor, disposition: Disposition, now: number): TransitionResult {
  // A life-safety incident is closed by the person who took it; a work order may be closed as it lies.
  if (facts.state === 'open' && facts.priority !== 3) return refuse('incident_not_acknowledged');
  if (heldByAnother(facts, by, now)) return refuse('incident_lease_held');
  return { ok: true, facts: { ...facts, state: 'resolved', disposition } };
}
