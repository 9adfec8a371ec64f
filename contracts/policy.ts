import { z } from 'zod';
import type { Priority } from './alarm.ts';
import type { IncidentState } from './incident.ts';
import { channelSchema } from './notification.ts';
import { relationSchema, roleSchema } from './people.ts';

/** Why an incident has to be looked at again at a certain moment. Deadlines are rows (DOMAIN rule 2). */
export type DeadlineKind = 'escalation' | 'lease';

/**
 * Who is called.
 *
 * - `role`: users who are on duty with that role in the home's area, or the nearest area above it where somebody is;
 *   everyone with the role where no roster says who is on duty. `family`: the users of this home.
 * - `above`: operators and supervisors of the level above (community → subdistrict → district); each repetition asks
 *   one level further up.
 * - `contact`: contacts of the home with one of these relations, the first in order or all.
 * - `webhook`: another dispatch centre, a 119 or 120 gateway.
 */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('role'), role: roleSchema.exclude(['admin']) }),
  z.strictObject({ kind: z.literal('above') }),
  z.strictObject({
    kind: z.literal('contact'),
    relations: z.array(relationSchema).min(1, 'must name at least one relation').max(5),
    pick: z.enum(['first', 'all']).default('all'),
  }),
  z.strictObject({ kind: z.literal('webhook'), webhookId: z.uuid() }),
]);
export type Target = z.infer<typeof targetSchema>;

const seconds = z.number().int().max(604_800, 'must be at most a week, in seconds');

export const stepSchema = z.strictObject({
  /** seconds since the incident began to call */
  after: seconds.min(0),
  targets: z.array(targetSchema).min(1, 'must name somebody').max(10),
  /** tried in this order for each person: the next one at once when one fails or cannot reach them */
  channels: z.array(channelSchema).min(1, 'must name at least one channel').max(6),
  /** again every so many seconds; without `times` until a person accepts */
  repeat: z
    .strictObject({
      every: seconds.min(10, 'must be at least 10 seconds'),
      times: z.number().int().min(1).max(1_000).optional(),
    })
    .optional(),
});
export type Step = z.infer<typeof stepSchema>;

/**
 * The steps of a policy. An incident of life safety calls at once, and nothing urgent may ever stop calling: a
 * policy that would is refused.
 */
export const stepsSchema = z.array(stepSchema).min(1, 'must have at least one step').max(30);

/** Rounds of calls a minute, at most: more reaches nobody sooner, and providers refuse it. */
const MOST_PER_MINUTE = 12;

/** What makes steps that are each as they should be unfit for a priority. */
export type PolicyFault = 'may_stop' | 'too_often' | 'not_at_once' | 'too_seldom';

/** Why these steps may not serve incidents of this priority; undefined when they may. */
export function policyFault(steps: readonly Step[], priority: Priority): PolicyFault | undefined {
  if (priority === 3) return undefined;
  const endless = endlessOf(steps);
  if (endless.length === 0) return 'may_stop';
  if (perMinute(endless) > MOST_PER_MINUTE) return 'too_often';
  if (priority === 1 && !steps.some(({ after }) => after === 0)) return 'not_at_once';
  if (priority === 1 && Math.min(...endless) > 300) return 'too_seldom';
  return undefined;
}

/** The same in words, for who writes policies through the API. */
export function policyProblem(steps: readonly Step[], priority: Priority): string | undefined {
  switch (policyFault(steps, priority)) {
    case 'may_stop':
      return 'a step must repeat without `times`: calling may only stop when a person accepts';
    case 'too_often': {
      const rounds = Math.ceil(perMinute(endlessOf(steps)));
      return `steps without \`times\` repeat ${rounds} times a minute together; ${MOST_PER_MINUTE} is the most`;
    }
    case 'not_at_once':
      return 'a step must have `after` 0: life safety calls at once';
    case 'too_seldom':
      return 'a step without `times` must repeat at least every 300 seconds for life safety';
    case undefined:
      return undefined;
  }
}

/** How often those repeat that only a person ends, s. */
function endlessOf(steps: readonly Step[]): number[] {
  return steps.flatMap(({ repeat }) => (repeat && repeat.times === undefined ? [repeat.every] : []));
}

function perMinute(endless: readonly number[]): number {
  return endless.reduce((sum, every) => sum + 60 / every, 0);
}

/** The policy that an incident follows: the version that was in force when it began to call. */
export const policySchema = z.object({
  /** absent: the default of the platform */
  id: z.string().optional(),
  version: z.number().int(),
  /** where it was set; absent: for the whole platform */
  areaId: z.string().optional(),
  priority: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  steps: z.array(stepSchema),
});
export type Policy = z.infer<typeof policySchema>;

/** A policy in force at a place, and what is set at that very place. */
export const policyInForceSchema = policySchema.extend({
  /** `here`: set at this place; `above`: by an area above it; `platform`: for all; `default`: nobody has set any */
  source: z.enum(['here', 'above', 'platform', 'default']),
  areaName: z.string().optional(),
  /** the newest version of this place, to be sent with a change; 0: nothing was ever set here */
  ownVersion: z.number().int(),
});

/** One change of a policy. Without steps: from then on what is inherited. */
export const policyVersionSchema = z.object({
  id: z.string(),
  version: z.number().int(),
  steps: z.array(stepSchema).optional(),
  by: z.string(),
  byName: z.string(),
  at: z.iso.datetime(),
});
export type PolicyVersion = z.infer<typeof policyVersionSchema>;

const familyFirst: Target = { kind: 'contact', relations: ['family'], pick: 'first' };
const family: Target = { kind: 'contact', relations: ['family'], pick: 'all' };
const gridWorker: Target = { kind: 'contact', relations: ['grid_worker'], pick: 'all' };
const nearby: Target = { kind: 'contact', relations: ['neighbour', 'key_holder', 'volunteer'], pick: 'all' };
const operators: Target = { kind: 'role', role: 'operator' };
const shiftLead: Target = { kind: 'role', role: 'supervisor' };
const familyUsers: Target = { kind: 'role', role: 'family' };
const above: Target = { kind: 'above' };
const everyMinute = { every: 60 };

/**
 * What works untouched. Life safety: at once the operators of the area and the first family contact; after 30 s the
 * shift lead, all family, the grid worker; after 60 s neighbours, volunteers and the level above; from then on
 * everybody again every minute, without end. A person is rung and written to at the same time: the call wakes, the
 * message has the address and the link.
 */
const DEFAULT_STEPS: Record<Priority, Step[]> = {
  1: [
    { after: 0, targets: [operators], channels: ['console', 'push', 'sms'] },
    { after: 0, targets: [familyFirst], channels: ['voice', 'sms', 'email'] },
    { after: 0, targets: [familyFirst], channels: ['sms', 'email'] },
    { after: 0, targets: [familyUsers], channels: ['push', 'email'] },
    { after: 30, targets: [shiftLead], channels: ['console', 'push', 'sms'] },
    { after: 30, targets: [family, gridWorker], channels: ['voice', 'sms', 'email'] },
    { after: 30, targets: [family, gridWorker], channels: ['sms', 'email'] },
    {
      after: 60,
      targets: [operators, shiftLead],
      channels: ['console', 'push', 'voice', 'sms'],
      repeat: everyMinute,
    },
    { after: 60, targets: [above], channels: ['console', 'push', 'voice', 'sms'], repeat: everyMinute },
    {
      after: 60,
      targets: [nearby, family, gridWorker],
      channels: ['voice', 'sms', 'email'],
      repeat: everyMinute,
    },
    { after: 60, targets: [nearby], channels: ['sms', 'email'] },
  ],
  2: [
    { after: 0, targets: [operators], channels: ['console', 'push'] },
    { after: 120, targets: [shiftLead], channels: ['console', 'push', 'sms'] },
    { after: 120, targets: [familyFirst], channels: ['sms', 'email'] },
    {
      after: 600,
      targets: [operators, shiftLead, above],
      channels: ['console', 'push', 'sms'],
      repeat: { every: 600 },
    },
    { after: 600, targets: [family, gridWorker], channels: ['sms', 'email'], repeat: { every: 3_600 } },
  ],
  // A work order: on the screen's quiet list at once, and in one message a day with all the others.
  3: [
    { after: 0, targets: [operators], channels: ['console'] },
    { after: 0, targets: [shiftLead], channels: ['email'], repeat: { every: 86_400 } },
  ],
};

export function defaultPolicy(priority: Priority): Policy {
  return { version: 0, priority, steps: DEFAULT_STEPS[priority] };
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
