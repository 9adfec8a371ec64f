import type { Redis } from 'ioredis';
import { LIVE_EVENTS_MAX } from '../contracts/incident.ts';
import { LIVE_CHANNEL } from '../contracts/queues.ts';
import { announceCommands } from '../store/announce-commands.ts';
import type { Store } from '../store/open-store.ts';
import { readIncidents } from '../store/read-incidents.ts';

/**
 * Tells every console how these incidents stand now. Called after the commit, so that nobody sees what may
 * still be rolled back; a message lost on the way is made good by the consoles' own reconciliation.
 */
export async function publishIncidents(store: Store, redis: Redis, ids: readonly string[]): Promise<void> {
  for (const incident of await readIncidents(store, ids, LIVE_EVENTS_MAX)) {
    await redis.publish(LIVE_CHANNEL, JSON.stringify(incident));
  }
}

/** The same, and then, without being waited for, the homes: brokers are told that commands wait for their devices. */
export async function publishChanges(store: Store, redis: Redis, ids: readonly string[]): Promise<void> {
  await publishIncidents(store, redis, ids);
  void announceCommands(store, ids, (channel, message) => redis.publish(channel, message));
}
