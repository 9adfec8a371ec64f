import type { Priority } from '../contracts/alarm.ts';
import type { CallContext } from '../contracts/call-context.ts';
import { callList, type Call, type CallList } from '../contracts/call-list.ts';
import type { Reach } from '../contracts/choose-channels.ts';
import type { EscalationPreview, PreviewWarning } from '../contracts/escalation-preview.ts';
import type { HomeClock } from '../contracts/home-clock.ts';
import { dueWithin, nextOffset } from '../contracts/policy-clock.ts';
import { policyProblem, type Policy, type Step, type Target } from '../contracts/policy.ts';
import { maskEmail, maskPhone } from './mask-address.ts';

/** More would be read by nobody. */
const ROUNDS_MAX = 500;

export interface PreviewOptions extends Reach {
  policy: Policy;
  people: CallContext;
  priority: Priority;
  /** when the alarm would come, epoch ms */
  at: number;
  /** how far to look ahead */
  minutes: number;
  clock: HomeClock;
}

/** Who would be reached when: the same decisions that escalation makes, with nobody called. */
export function previewEscalation(options: PreviewOptions): EscalationPreview {
  const { policy, people, at, minutes } = options;
  const rounds = roundsOf(policy.steps, minutes * 60).map((after) => ({
    after,
    ...callList({
      ...options,
      occurrences: dueWithin(policy.steps, after, after),
      now: at + after * 1_000,
    }),
  }));
  return {
    policy,
    rounds: rounds.map(({ after, calls, unreachable }) => ({
      after,
      calls: calls.map((call) => {
        const address = addressOf(call, people);
        const { dueAt, ...rest } = call;
        return { ...rest, ...(address && { address }), at: new Date(dueAt).toISOString() };
      }),
      unreachable,
    })),
    warnings: warningsOf(rounds, options),
  };
}

function roundsOf(steps: readonly Step[], until: number): number[] {
  const offsets: number[] = [];
  let next = nextOffset(steps, -1);
  while (next !== undefined && next <= until && offsets.length < ROUNDS_MAX) {
    offsets.push(next);
    next = nextOffset(steps, next);
  }
  return offsets;
}

function addressOf({ recipient, channel }: Call, { contacts, users }: CallContext): string | undefined {
  const person = [...contacts, ...users].find(({ id }) => id === recipient.id);
  if (channel === 'sms' || channel === 'voice') return person?.phone && maskPhone(person.phone);
  return channel === 'email' ? person?.email && maskEmail(person.email) : undefined;
}

function warningsOf(rounds: readonly CallList[], options: PreviewOptions): PreviewWarning[] {
  const { policy, priority, at, configured, minutes } = options;
  const calls = rounds.flatMap((round) => round.calls);
  const early = calls.filter(({ dueAt }) => dueAt <= at + 60_000);
  const warnings: PreviewWarning[] = [];
  const warn = (code: PreviewWarning['code'], text: string): void => void warnings.push({ code, text });

  const problem = policyProblem(policy.steps, priority);
  if (problem !== undefined) warn('would_be_refused', `These steps could not be saved: ${problem}.`);
  if (calls.length === 0) warn('nobody_at_all', `Nobody at all would be reached within ${minutes} minutes.`);
  // Technical matters are made to wait.
  if (priority !== 3 && early.length === 0) {
    warn('nobody_in_first_minute', 'Nobody would be reached in the first minute.');
  } else if (priority !== 3 && early.every(({ channel }) => channel === 'console')) {
    warn('only_screens', 'In the first minute only people whose screen is connected now would be reached.');
  }
  const missing = [...new Set(policy.steps.flatMap(({ channels }) => channels))].filter(
    (channel) => channel !== 'console' && !configured.has(channel),
  );
  if (missing.length > 0) {
    warn('channel_not_configured', `Not configured on this platform: ${missing.join(', ')}.`);
  }
  const vacant = new Set(rounds.flatMap((round) => round.vacant.map(describe)));
  for (const target of vacant) warn('nobody_for_target', `There is nobody to call: ${target}.`);
  return warnings;
}

function describe(target: Target): string {
  switch (target.kind) {
    case 'role':
      return target.role === 'family'
        ? 'no user of the role family has this home'
        : `no user of the role ${target.role} has the area or one above it`;
    case 'above':
      return 'no operator or supervisor has an area above';
    case 'contact':
      return `the home has no contact that is ${target.relations.join(' or ')}`;
    case 'webhook':
      return `there is no webhook ${target.webhookId} for this area`;
  }
}
