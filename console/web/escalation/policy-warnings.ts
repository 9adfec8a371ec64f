import type { Step } from '../../../contracts/policy.ts';

/** What is allowed and still worth a second look; each has a sentence (`policy.warning`). */
export type PolicyWarning = 'nobody' | 'no_staff' | 'only_screens';

/** What to look at again before such steps are in force. The dry run says what they mean for one home. */
export function policyWarnings(steps: readonly Step[]): PolicyWarning[] {
  const targets = steps.flatMap((step) => step.targets);
  if (targets.every(({ kind }) => kind === 'webhook')) return ['nobody'];
  const warnings: PolicyWarning[] = [];
  const isStaff = targets.some(
    (target) =>
      target.kind === 'above' ||
      (target.kind === 'role' && (target.role === 'operator' || target.role === 'supervisor')),
  );
  if (!isStaff) warnings.push('no_staff');
  if (steps.every(({ channels }) => channels.every((channel) => channel === 'console'))) {
    warnings.push('only_screens');
  }
  return warnings;
}
