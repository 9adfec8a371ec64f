import type { CommandNotice } from '../contracts/device-command.ts';
import { DOWNLINK_CHANNEL } from '../contracts/queues.ts';
import { findCommandTargets } from './device-commands.ts';
import type { Store } from './open-store.ts';

/**
 * Tells the brokers, after the commit, that commands of these incidents wait. Never rejects, so nobody has to wait
 * for it: what fails to be announced is found by the brokers' own look at the database a few seconds later.
 */
export async function announceCommands(
  store: Store,
  incidentIds: readonly string[],
  publish: (channel: string, message: string) => Promise<unknown>,
): Promise<void> {
  try {
    const deviceIds = await findCommandTargets(store, incidentIds);
    if (deviceIds.length === 0) return;
    await publish(DOWNLINK_CHANNEL, JSON.stringify({ deviceIds } satisfies CommandNotice));
  } catch {
    // Whoever called has just used the same database and the same Redis, and says so when they are away.
  }
}
