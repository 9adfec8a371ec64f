import type { PendingCommand } from '../store/pending-commands.ts';
import { createBatchLookup } from './batch-lookup.ts';

/**
 * What waits for a target, in order. One query at a time, for up to 1,000 targets: after a power cut thousands
 * subscribe within a second, and are one query after the other.
 */
export function createCommandLookup(
  find: (targetIds: readonly string[]) => Promise<PendingCommand[]>,
): (targetId: string) => Promise<PendingCommand[] | undefined> {
  return createBatchLookup<PendingCommand[]>({
    fetch: async (ids) => {
      const waiting = new Map<string, PendingCommand[]>();
      for (const command of await find(ids)) {
        const found = waiting.get(command.targetId);
        if (found === undefined) waiting.set(command.targetId, [command]);
        else found.push(command);
      }
      return waiting;
    },
    maxKeys: 1_000,
    parallel: 1,
  });
}
