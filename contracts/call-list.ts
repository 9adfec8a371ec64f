import type { Priority } from './alarm.ts';
import type { CallContext } from './call-context.ts';
import { chooseChannels, type Obstacle, type Reach } from './choose-channels.ts';
import { afterQuiet, type HomeClock } from './home-clock.ts';
import type { MaintenanceMode } from './maintenance.ts';
import type { Channel, Recipient } from './notification.ts';
import type { Occurrence } from './policy-clock.ts';
import type { Target } from './policy.ts';
import { resolveTarget, type Callee } from './resolve-target.ts';

/** One person told by one channel. */
export interface Call {
  recipient: Recipient;
  channel: Channel;
  /** tried in this order when it fails */
  fallbacks: Channel[];
  /** epoch ms; later than `now` in quiet hours and for what is bundled */
  dueAt: number;
}

/** Somebody who is meant and cannot be reached by anything the step allows. */
export interface Unreachable {
  recipient: Recipient;
  code: Obstacle;
  /** one English sentence for people who run the platform */
  reason: string;
}

export interface CallList {
  calls: Call[];
  /** nobody who is also called is in it */
  unreachable: Unreachable[];
  /** targets that mean nobody in this home */
  vacant: Target[];
}

export interface CallListOptions extends Reach {
  /** the steps that are due: one round */
  occurrences: readonly Occurrence[];
  people: CallContext;
  priority: Priority;
  maintenance?: MaintenanceMode | undefined;
  /** epoch ms */
  now: number;
  clock: HomeClock;
}

/** Technical e-mails leave together at this time of the home, minutes since midnight. */
const BUNDLED_AT = 8 * 60;

/**
 * Who is called in a round, by what, and when. The same person by the same channel is one call, however many steps
 * ask for it; by two channels they are two, as where one step rings and another writes. Preferences and quiet hours
 * are those of contacts, and never count for life safety.
 */
export function callList(options: CallListOptions): CallList {
  const { occurrences, people, priority, maintenance, now, clock, configured, present } = options;
  const how = { reach: { configured, present }, honourPreferences: priority !== 1 };
  const calls = new Map<string, Call>();
  const unreachable = new Map<string, Unreachable>();
  const vacant: Target[] = [];
  const call = (callee: Callee, channel: Channel, fallbacks: readonly Channel[]): void => {
    const key = `${keyOf(callee.recipient)} ${channel}`;
    const known = calls.get(key)?.fallbacks ?? [];
    calls.set(key, {
      recipient: calls.get(key)?.recipient ?? callee.recipient,
      channel,
      fallbacks: [...new Set([...known, ...fallbacks])],
      dueAt: dueAt(callee, channel, { priority, now, clock }),
    });
  };

  for (const { step, repetition } of occurrences) {
    for (const target of step.targets) {
      if (maintenance === 'maintenance' && !isStaff(target)) continue;
      const meant = resolveTarget(target, repetition, people);
      if (meant.length === 0) vacant.push(target);
      for (const callee of meant) {
        const chosen = chooseChannels(step.channels, callee, how);
        if (chosen.channels === undefined) {
          const { obstacle: code, reason } = chosen;
          unreachable.set(keyOf(callee.recipient), { recipient: callee.recipient, code, reason });
          continue;
        }
        const [channel, ...fallbacks] = chosen.channels;
        call(callee, channel, fallbacks);
        if (target.kind === 'contact' && target.pick === 'first') break;
      }
    }
  }
  const called = [...calls.values()];
  for (const { recipient } of called) unreachable.delete(keyOf(recipient));
  return { calls: withoutDoubled(called), unreachable: [...unreachable.values()], vacant };
}

/** Under maintenance nobody outside is called. */
function isStaff(target: Target): boolean {
  return target.kind === 'role' && target.role !== 'family';
}

function dueAt(
  { recipient, quiet }: Callee,
  channel: Channel,
  { priority, now, clock }: { priority: Priority; now: number; clock: HomeClock },
): number {
  if (priority === 1) return now;
  const due = priority === 3 && channel === 'email' ? clock.next(BUNDLED_AT, now) : now;
  return recipient.kind === 'contact' ? afterQuiet(quiet, due, clock) : due;
}

/** A channel that a person is called by anyway is no fallback of another call to them. */
function withoutDoubled(calls: readonly Call[]): Call[] {
  const first = new Set(calls.map(({ recipient, channel }) => `${keyOf(recipient)} ${channel}`));
  return calls.map((call) => ({
    ...call,
    fallbacks: call.fallbacks.filter((channel) => !first.has(`${keyOf(call.recipient)} ${channel}`)),
  }));
}

function keyOf({ kind, id }: Recipient): string {
  return `${kind} ${id}`;
}
