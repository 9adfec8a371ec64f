import type { Channel } from '../../../contracts/notification.ts';
import type { Relation } from '../../../contracts/people.ts';
import type { Step, Target } from '../../../contracts/policy.ts';

/** One target as a form holds it: `pick` and `relations` wait for `contact` to be chosen. */
export interface TargetDraft {
  /** `role:operator`, `above`, `contact`, `webhook:{id}` */
  who: string;
  relations: Relation[];
  pick: 'first' | 'all';
}

/** A step as a form holds it: numbers as they are typed. */
export interface StepDraft {
  after: string;
  targets: TargetDraft[];
  /** in the order in which they are tried */
  channels: Channel[];
  /** s; empty: once only */
  every: string;
  /** empty: until a person accepts */
  times: string;
}

export const NEW_TARGET: TargetDraft = { who: 'role:operator', relations: ['family'], pick: 'all' };
export const NEW_STEP: StepDraft = {
  after: '0',
  targets: [NEW_TARGET],
  channels: ['console', 'push'],
  every: '',
  times: '',
};

export function draftOf(step: Step): StepDraft {
  return {
    after: String(step.after),
    targets: step.targets.map(targetDraftOf),
    channels: step.channels,
    every: step.repeat ? String(step.repeat.every) : '',
    times: step.repeat?.times === undefined ? '' : String(step.repeat.times),
  };
}

/** @returns what the API is sent; numbers that are none become NaN, which `draftProblems` finds first */
export function stepOf({ after, targets, channels, every, times }: StepDraft): Step {
  return {
    after: numberOf(after),
    targets: targets.map(targetOf),
    channels,
    ...(every !== '' && {
      repeat: { every: numberOf(every), ...(times !== '' && { times: numberOf(times) }) },
    }),
  };
}

function targetDraftOf(target: Target): TargetDraft {
  switch (target.kind) {
    case 'role':
      return { ...NEW_TARGET, who: `role:${target.role}` };
    case 'above':
      return { ...NEW_TARGET, who: 'above' };
    case 'contact':
      return { who: 'contact', relations: target.relations, pick: target.pick };
    case 'webhook':
      return { ...NEW_TARGET, who: `webhook:${target.webhookId}` };
  }
}

function targetOf({ who, relations, pick }: TargetDraft): Target {
  if (who === 'above') return { kind: 'above' };
  if (who === 'contact') return { kind: 'contact', relations, pick };
  const [kind, rest = ''] = who.split(/:(.*)/s);
  if (kind === 'webhook') return { kind: 'webhook', webhookId: rest };
  return { kind: 'role', role: rest as Extract<Target, { kind: 'role' }>['role'] };
}

function numberOf(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
}
