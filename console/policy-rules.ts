import type { Priority } from '../contracts/alarm.ts';
import { AnjuError } from '../contracts/errors.ts';
import { policyProblem, type Step } from '../contracts/policy.ts';

/**
 * Whether these steps may be in force.
 * @param webhookIds those that may be named here: of the platform, of the area and of those above it
 * @throws AnjuError `bad_request` saying what is wrong
 */
export function checkSteps(
  steps: readonly Step[],
  { priority, webhookIds }: { priority: Priority; webhookIds: ReadonlySet<string> },
): void {
  const problem = policyProblem(steps, priority);
  if (problem !== undefined) throw new AnjuError('bad_request', `body.steps: ${problem}`);
  for (const [index, { targets, channels }] of steps.entries()) {
    const refuse = (text: string): never => {
      throw new AnjuError('bad_request', `body.steps.${index}: ${text}`);
    };
    const webhooks = targets.flatMap((target) => (target.kind === 'webhook' ? [target.webhookId] : []));
    const unknown = webhooks.filter((id) => !webhookIds.has(id));
    if (unknown.length > 0) refuse(`there is no webhook ${unknown.join(', ')} for this area`);
    if (webhooks.length > 0 && !channels.includes('webhook')) {
      refuse('a step that names a webhook must have the channel `webhook`');
    }
    if (webhooks.length < targets.length && channels.every((channel) => channel === 'webhook')) {
      refuse('people cannot be reached by `webhook`: name another channel');
    }
  }
}
