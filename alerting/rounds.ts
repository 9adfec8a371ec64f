import type { NoticedBy } from './drive-rounds.ts';
import { inBatches } from './in-batches.ts';

export interface RoundsOptions {
  /** makes the rounds of these incidents that are due, together */
  drive: (incidents: ReadonlyMap<string, NoticedBy>) => Promise<void>;
  /** resolves when calling may go on */
  turn: () => Promise<void>;
}

export interface Rounds {
  /** Makes the round of an incident if one is due; life safety goes first. Rejects when it could not be made. */
  make: (round: { incidentId: string; priority: number; by: NoticedBy }) => Promise<void>;
  /** waits here already, or is being made */
  isInHand: (incidentId: string) => boolean;
  stop: () => Promise<void>;
}

/** Rounds in one transaction at most: an incident is locked for as long as it takes to write all of them. */
const MOST = 50;
const AT_ONCE = 2;

type Item = { incidentId: string; priority: number; by: NoticedBy };

/** Rounds of calls that are due now, many in one transaction. Whatever is lost here with the process, the sweep finds. */
export function openRounds({ drive, turn }: RoundsOptions): Rounds {
  const waiting = new Map<string, Promise<void>>();
  const running = new Set<string>();

  const driveAll = async (items: readonly Item[]): Promise<PromiseSettledResult<void>[]> => {
    const ids = items.map(({ incidentId }) => incidentId);
    for (const id of ids) {
      // From here on whoever notices something new about it asks again: this look may have been before it.
      waiting.delete(id);
      running.add(id);
    }
    try {
      return await driveTogether(items, drive);
    } finally {
      for (const id of ids) running.delete(id);
    }
  };
  const batches = inBatches<Item, void>({
    work: driveAll,
    most: MOST,
    atOnce: AT_ONCE,
    rankOf: ({ priority }) => priority,
    before: turn,
  });

  return {
    make: (round) => {
      const known = waiting.get(round.incidentId);
      if (known !== undefined) return known;
      const made = batches.add(round);
      waiting.set(round.incidentId, made);
      return made;
    },
    isInHand: (incidentId) => waiting.has(incidentId) || running.has(incidentId),
    stop: batches.stop,
  };
}

/** What cannot be done together is done one by one: an incident that nobody can call about keeps no other waiting. */
async function driveTogether(
  items: readonly Item[],
  drive: RoundsOptions['drive'],
): Promise<PromiseSettledResult<void>[]> {
  const one = ({ incidentId, by }: Item): Promise<void> => drive(new Map([[incidentId, by]]));
  if (items.length > 1) {
    try {
      await drive(new Map(items.map(({ incidentId, by }) => [incidentId, by])));
      return items.map(() => ({ status: 'fulfilled', value: undefined }));
    } catch {
      // Tried again below, each by itself: whoever has been called already is not due any more.
    }
  }
  const results: PromiseSettledResult<void>[] = [];
  for (const item of items) results.push(...(await Promise.allSettled([one(item)])));
  return results;
}
