import type { Redis } from 'ioredis';
import { LIVE_EVENTS_MAX } from '../contracts/incident.ts';
import { LIVE_CHANNEL } from '../contracts/queues.ts';
import type { Logger } from '../service/create-logger.ts';
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

/** For who must not be stopped by a Redis that is away: the consoles find out by themselves within seconds. */
export async function tryToPublish(publish: Promise<void>, logger: Logger): Promise<void> {
  await publish.catch((error: unknown) =>
    logger.debug({ err: error }, 'not told on the live channel; consoles reconcile'),
  );
}

/** The same as publishIncidents, and then, without being waited for, the homes: brokers are told that commands wait for their devices. */
export async function publishChanges(store: Store, redis: Redis, ids: readonly string[]): Promise<void> {
  await publishIncidents(store, redis, ids);
  void announceCommands(store, ids, (channel, message) => redis.publish(channel, message));
}
