import type { Priority } from '../../../contracts/alarm.ts';
import { policyFault, stepSchema, type PolicyFault } from '../../../contracts/policy.ts';
import { stepOf, type StepDraft } from './step-draft.ts';

/** What is wrong at a field of a step; each has a sentence (`policy.problem`). */
export type StepProblem =
  'after' | 'targets' | 'relations' | 'channels' | 'every' | 'times' | 'webhookChannel' | 'peopleChannel';

export interface DraftProblems {
  /** by step, by field */
  steps: Partial<Record<string, StepProblem>>[];
  /** what is wrong with all of them together */
  whole: PolicyFault | 'empty' | undefined;
  ok: boolean;
}

/** What the platform would refuse, before it is asked. */
export function draftProblems(drafts: readonly StepDraft[], priority: Priority): DraftProblems {
  const steps = drafts.map(stepProblems);
  const each = steps.every((problems) => Object.keys(problems).length === 0);
  const fault = each ? policyFault(drafts.map(stepOf), priority) : undefined;
  const whole = drafts.length === 0 ? 'empty' : fault;
  return { steps, whole, ok: each && whole === undefined };
}

function stepProblems(draft: StepDraft): Partial<Record<string, StepProblem>> {
  const problems: Partial<Record<string, StepProblem>> = {};
  const checked = stepSchema.safeParse(stepOf(draft));
  for (const { path } of checked.error?.issues ?? []) {
    const [field, at, inner] = path.map(String);
    if (field === 'repeat') problems[at === 'times' ? 'times' : 'every'] = at === 'times' ? 'times' : 'every';
    else if (field === 'targets' && inner === 'relations') problems['targets'] = 'relations';
    else if (field === 'after' || field === 'targets' || field === 'channels') problems[field] = field;
  }
  const webhooks = draft.targets.filter(({ who }) => who.startsWith('webhook:')).length;
  if (webhooks > 0 && !draft.channels.includes('webhook')) problems['channels'] ??= 'webhookChannel';
  if (webhooks < draft.targets.length && draft.channels.every((channel) => channel === 'webhook')) {
    problems['channels'] ??= 'peopleChannel';
  }
  return problems;
}
