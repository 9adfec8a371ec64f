import { priorityOf, type AlarmType, type Priority } from './alarm.ts';
import type { Disposition, IncidentState } from './incident.ts';
import { firstStepAfter, leaseFor, type DeadlineKind } from './policy.ts';

/** What the rules need to know of an incident. Times are epoch ms. */
export interface IncidentFacts {
  state: IncidentState;
  type: AlarmType;
  priority: Priority;
  /** when an alarm last raised it */
  raisedAt: number;
  acknowledgement?: { by: string; at: number; leaseUntil: number };
  disposition?: Disposition;
}

/** Who acts; `override` may act on what another holds (supervisors). */
export interface Actor {
  id: string;
  override: boolean;
}

export type IncidentAction =
  | { kind: 'alarm'; type: AlarmType }
  | { kind: 'acknowledge'; by: Actor }
  | { kind: 'release'; by: Actor }
  | { kind: 'dispatch'; by: Actor }
  | { kind: 'arrive'; by: Actor }
  | { kind: 'resolve'; by: Actor; disposition: Disposition }
  | { kind: 'note'; by: Actor }
  | { kind: 'lease_expired' };

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
 *   a technical one joins quietly.
 * - An acknowledgement is a lease (rule 3): work renews it, anyone may take over when it has run out.
 * - Only who holds the lease goes on working; a supervisor may override.
 */
export function transition(facts: IncidentFacts, action: IncidentAction, now: number): TransitionResult {
  if (facts.state === 'resolved') {
    return action.kind === 'note' ? { ok: true, facts } : refuse('incident_resolved');
  }
  switch (action.kind) {
    case 'alarm':
      return { ok: true, facts: raise(facts, action.type, now) };
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
    case 'note':
      // A note by who holds it is work, and work renews the lease; anyone else's is only a note.
      if (facts.state !== 'open' && facts.acknowledgement?.by === action.by.id) {
        return hold(facts, facts.state, action.by, now);
      }
      return { ok: true, facts };
    case 'lease_expired':
      if (facts.state === 'open') return refuse('incident_not_acknowledged');
      if (leaseRuns(facts, now)) return refuse('incident_lease_running');
      return { ok: true, facts: reopen(facts) };
  }
}

/** The facts of an incident that one alarm has just opened. */
export function openedBy(type: AlarmType, now: number): IncidentFacts {
  return { state: 'open', type, priority: priorityOf(type), raisedAt: now };
}

/** The moments at which an incident must be looked at again. None for a resolved one, else exactly one. */
export function deadlinesOf(facts: IncidentFacts): { kind: DeadlineKind; dueAt: number }[] {
  if (facts.state === 'resolved') return [];
  if (facts.state !== 'open' && facts.acknowledgement) {
    return [{ kind: 'lease', dueAt: facts.acknowledgement.leaseUntil }];
  }
  return [{ kind: 'escalation', dueAt: facts.raisedAt + firstStepAfter(facts.priority) }];
}

function refuse(code: TransitionRefusal): TransitionResult {
  return { ok: false, code };
}

function leaseRuns(facts: IncidentFacts, now: number): boolean {
  return facts.acknowledgement !== undefined && now < facts.acknowledgement.leaseUntil;
}

function heldByAnother(facts: IncidentFacts, actor: Actor, now: number): boolean {
  return leaseRuns(facts, now) && facts.acknowledgement?.by !== actor.id && !actor.override;
}

function hold(
  facts: IncidentFacts,
  state: Exclude<IncidentState, 'open' | 'resolved'>,
  by: Actor,
  now: number,
): TransitionResult {
  const since = facts.acknowledgement?.by === by.id ? facts.acknowledgement.at : now;
  const leaseUntil = now + leaseFor(facts.priority, state);
  return { ok: true, facts: { ...facts, state, acknowledgement: { by: by.id, at: since, leaseUntil } } };
}

function reopen(facts: IncidentFacts): IncidentFacts {
  const { acknowledgement: _let, ...rest } = facts;
  return { ...rest, state: 'open' };
}

function raise(facts: IncidentFacts, type: AlarmType, now: number): IncidentFacts {
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
