import type { Notification } from '../../../contracts/notification.ts';

/** How far we got with a person: the best of all that was tried. */
export type Reach = 'answered' | 'delivered' | 'sent' | 'trying' | 'cancelled' | 'failed';

/** One person and all that they were told, the newest first. */
export interface CalledPerson {
  recipient: Notification['recipient'];
  reach: Reach;
  calls: Notification[];
}

const REACH = {
  answered: 'answered',
  delivered: 'delivered',
  sent: 'sent',
  sending: 'trying',
  queued: 'trying',
  cancelled: 'cancelled',
  failed: 'failed',
} as const satisfies Record<Notification['state'], Reach>;

const BEST_FIRST = [
  'answered',
  'delivered',
  'sent',
  'trying',
  'cancelled',
  'failed',
] as const satisfies readonly Reach[];

/**
 * Who was called, each person once: whoever was told something last comes first. Only calls for help count for how
 * far we got; that somebody was told of the end does not mean that they were reached when it mattered.
 */
export function groupCalls(notifications: readonly Notification[]): CalledPerson[] {
  const people = new Map<string, Notification[]>();
  for (const call of notifications) {
    const key = `${call.recipient.kind} ${call.recipient.id}`;
    people.set(key, [...(people.get(key) ?? []), call]);
  }
  return [...people.values()]
    .map((calls) => calls.toSorted(newestFirst))
    .sort(([a], [b]) => (a && b ? newestFirst(a, b) : 0))
    .flatMap((calls) => {
      const [last] = calls;
      return last ? [{ recipient: last.recipient, reach: reachOf(calls), calls }] : [];
    });
}

function reachOf(calls: readonly Notification[]): Reach {
  const asked = calls.filter(({ purpose }) => purpose === 'alarm' || purpose === 'dispatch');
  const reached = new Set((asked.length > 0 ? asked : calls).map(({ state }) => REACH[state]));
  return BEST_FIRST.find((reach) => reached.has(reach)) ?? 'trying';
}

function newestFirst(a: Notification, b: Notification): number {
  if (a.createdAt !== b.createdAt) return a.createdAt < b.createdAt ? 1 : -1;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}
