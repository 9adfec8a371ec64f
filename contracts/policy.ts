import type { Priority } from './alarm.ts';
import type { IncidentState } from './incident.ts';

/** Why an incident has to be looked at again at a certain moment. Deadlines are rows (DOMAIN rule 2). */
export type DeadlineKind = 'escalation' | 'lease';

/** First escalation step of an incident that nobody has taken: 30 s for life safety, calmer below. */
const FIRST_STEP_MS: Record<Priority, number> = { 1: 30_000, 2: 120_000, 3: 86_400_000 };

/** How long an open incident may wait before its first escalation step, in ms. */
export function firstStepAfter(priority: Priority): number {
  return FIRST_STEP_MS[priority];
}

type HeldState = Exclude<IncidentState, 'open' | 'resolved'>;

/**
 * How long an acknowledgement lasts without work on the incident, in ms. Life safety: 3 min while someone
 * is on the phone with her; longer when help is on its way (at the door within 45 min, TSA).
 */
const LEASE_MS: Record<Priority, Record<HeldState, number>> = {
  1: { acknowledged: 180_000, dispatched: 900_000, on_scene: 1_800_000 },
  2: { acknowledged: 600_000, dispatched: 1_800_000, on_scene: 3_600_000 },
  3: { acknowledged: 28_800_000, dispatched: 259_200_000, on_scene: 28_800_000 },
};

export function leaseFor(priority: Priority, state: HeldState): number {
  return LEASE_MS[priority][state];
}
