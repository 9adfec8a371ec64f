import { callList } from '../contracts/call-list.ts';
import type { Channel } from '../contracts/notification.ts';
import { effectivePolicies } from '../store/effective-policy.ts';
import type { EscalateOptions } from '../store/escalate.ts';
import { homeClock } from '../store/home-clock.ts';
import type { Store } from '../store/open-store.ts';
import { readCallContext } from '../store/read-call-context.ts';
import { readCalledHome } from '../store/read-called-home.ts';

export interface GatherOptions {
  /** epoch ms */
  now: number;
  /** channels that this platform can use */
  configured: ReadonlySet<Channel>;
  /** which of these users have a screen connected */
  present: (userIds: readonly string[]) => Promise<ReadonlySet<string>>;
}

/**
 * Reads what decides about a round of calls, before the incident is locked: whoever is added to the contacts in these
 * few milliseconds is called in the next one.
 * @returns undefined when there is no such incident
 */
export async function gatherRound(
  store: Store,
  incidentId: string,
  { now, configured, present }: GatherOptions,
): Promise<(EscalateOptions & { canary: boolean; priority: number }) | undefined> {
  const called = await readCalledHome(store, incidentId, now);
  if (called === undefined) return undefined;
  const { homeId, maintenance, priority } = called;
  const [policies, people] = await Promise.all([
    effectivePolicies(store, { homeId }),
    readCallContext(store, homeId, now),
  ]);
  if (people === undefined) return undefined;
  const { canary, timezone } = people.home;
  const here = await present(people.users.map(({ id }) => id));
  return {
    canary,
    priority,
    policyOf: (of) => policies[of],
    callFor: (occurrences, of) => {
      // The platform's own press: the round is made, so that it is seen to be made, and calls nobody.
      if (canary) return { calls: [], unreachable: 0, quiet: true };
      const { calls, unreachable } = callList({
        occurrences,
        people,
        priority: of,
        maintenance,
        now,
        clock: homeClock(timezone),
        configured,
        present: here,
      });
      return { calls, unreachable: unreachable.length };
    },
  };
}
