import { z } from 'zod';
import type { Actor } from '../contracts/incident-transition.ts';
import { dispositionSchema } from '../contracts/incident.ts';
import type { PersonAction } from '../store/apply-transition.ts';

/**
 * A body that is not strict: a screen that is newer or older than the server and sends one field too many must
 * never be the reason why nobody could take a call.
 */
export const actionBody = z.object({
  /** the version the person saw; 409 `version_conflict` when it has changed since */
  version: z.number().int().optional(),
});
export const actionText = z.string().trim().max(4000);
const noteField = actionText.optional();

interface IncidentAction {
  name: string;
  summary: string;
  body: typeof actionBody;
  understand: (body: unknown, by: Actor) => Pick<PersonAction, 'action' | 'text'>;
}

/** Ties a body to what is understood of it; outside of here they go together or not at all. */
function incidentAction<Body extends typeof actionBody>(action: {
  name: string;
  summary: string;
  body: Body;
  understand: (body: z.infer<Body>, by: Actor) => Pick<PersonAction, 'action' | 'text'>;
}): IncidentAction {
  return action as unknown as IncidentAction;
}

/** What people do to an incident and that needs nobody else to be looked up, as `POST /incidents/{id}/{name}`. */
export const INCIDENT_ACTIONS: readonly IncidentAction[] = [
  incidentAction({
    name: 'acknowledge',
    summary: 'Take the incident: a lease, renewed by work on it',
    body: actionBody,
    understand: (_body, by) => ({ action: { kind: 'acknowledge', by } }),
  }),
  incidentAction({
    name: 'release',
    summary: 'Give the incident back: it calls again',
    body: actionBody.extend({ note: noteField }),
    understand: ({ note }, by) => ({ action: { kind: 'release', by }, text: note || undefined }),
  }),
  incidentAction({
    name: 'arrive',
    summary: 'Someone is there',
    body: actionBody.extend({ note: noteField }),
    understand: ({ note }, by) => ({ action: { kind: 'arrive', by }, text: note || undefined }),
  }),
  incidentAction({
    name: 'resolve',
    summary: 'Close the incident with what came of it',
    body: actionBody.extend({ disposition: dispositionSchema, note: noteField }),
    understand: ({ disposition, note }, by) => ({
      action: { kind: 'resolve', by, disposition },
      text: note || undefined,
    }),
  }),
  incidentAction({
    name: 'notes',
    summary: 'Write something down; by who holds the incident it renews the lease',
    body: actionBody.extend({ text: actionText.min(1, 'must not be empty') }),
    understand: ({ text }, by) => ({ action: { kind: 'note', by }, text }),
  }),
];
