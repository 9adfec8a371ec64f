import { callList } from '../contracts/call-list.ts';
import type { CallContext } from '../contracts/call-context.ts';
import type { Channel } from '../contracts/notification.ts';
import type { Policy } from '../contracts/policy.ts';
import type { Priority } from '../contracts/alarm.ts';
import { effectivePoliciesAt } from '../store/effective-policy.ts';
import type { EscalateOptions } from '../store/escalate.ts';
import { homeClock } from '../store/home-clock.ts';
import type { Store } from '../store/open-store.ts';
import { readCallContexts } from '../store/read-call-context.ts';
import { readCalledHomes, type CalledHome } from '../store/read-called-homes.ts';

export interface GatherOptions {
  /** epoch ms */
  now: number;
  /** channels that this platform can use */
  configured: ReadonlySet<Channel>;
  /** which of these users have a screen connected */
  present: (userIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

export type Gathered = EscalateOptions & { canary: boolean; priority: Priority };

/**
 * Reads what decides about rounds of calls, before the incidents are locked: whoever is added to the contacts in these
 * few milliseconds is called in the next one. Nothing is remembered from one time to the next: a policy or a duty
 * that has just been changed counts.
 * @returns by incident; those that do not exist are left out
 */
export async function gatherRounds(
  store: Store,
  incidentIds: readonly string[],
  { now, configured, present }: GatherOptions,
): Promise<Map<string, Gathered>> {
  const called = await readCalledHomes(store, incidentIds, now);
  const homeIds = [...new Set([...called.values()].map(({ homeId }) => homeId))];
  const contexts = await readCallContexts(store, homeIds, now);
  const people = [...contexts.values()];
  const [policiesAt, here] = await Promise.all([
    effectivePoliciesAt(store, [...new Set(people.flatMap(({ home }) => home.path))]),
    present([...new Set(people.flatMap(({ users }) => users.map(({ id }) => id)))]),
  ]);
  const byPath = new Map<string, Record<Priority, Policy>>();
  const policiesOf = ({ home }: CallContext): Record<Priority, Policy> => {
    const key = home.path.join();
    const known = byPath.get(key) ?? policiesAt(home.path);
    byPath.set(key, known);
    return known;
  };
  const gathered = new Map<string, Gathered>();
  for (const [incidentId, home] of called) {
    const context = contexts.get(home.homeId);
    if (context === undefined) continue;
    const policies = policiesOf(context);
    gathered.set(incidentId, {
      canary: context.home.canary,
      priority: home.priority,
      policyOf: (of) => policies[of],
      callFor: callFor(home, context, { now, configured, present: here }),
    });
  }
  return gathered;
}

function callFor(
  { maintenance }: CalledHome,
  people: CallContext,
  how: { now: number; configured: ReadonlySet<Channel>; present: ReadonlySet<string> },
): EscalateOptions['callFor'] {
  const { canary, timezone } = people.home;
  return (occurrences, priority) => {
    // The platform's own press: the round is made, so that it is seen to be made, and calls nobody.
    if (canary) return { calls: [], unreachable: 0, quiet: true };
    const { calls, unreachable } = callList({
      occurrences,
      people,
      priority,
      maintenance,
      clock: homeClock(timezone),
      ...how,
    });
    return { calls, unreachable: unreachable.length };
  };
}
