import type { Redis } from 'ioredis';
import type { CommandNotice } from '../contracts/device-command.ts';
import { LIVE_EVENTS_MAX, type Incident } from '../contracts/incident.ts';
import { DOWNLINK_CHANNEL, LIVE_CHANNEL } from '../contracts/queues.ts';
import type { Logger } from '../service/create-logger.ts';
import { announceCommands } from '../store/announce-commands.ts';
import type { OpenedIncident } from '../store/open-incidents.ts';
import type { Store } from '../store/open-store.ts';
import { readIncidents } from '../store/read-incidents.ts';

/**
 * Tells every console how these incidents stand now. Called after the commit, so that nobody sees what may
 * still be rolled back; a message lost on the way is made good by the consoles' own reconciliation.
 */
export async function publishIncidents(store: Store, redis: Redis, ids: readonly string[]): Promise<void> {
  await publishAll(redis, await readIncidents(store, ids, LIVE_EVENTS_MAX), []);
}

/** For who must not be stopped by a Redis that is away: the consoles find out by themselves within seconds. */
export async function tryToPublish(publish: Promise<void>, logger: Logger): Promise<void> {
  await publish.catch((error: unknown) =>
    logger.debug({ err: error }, 'not told on the live channel; consoles reconcile'),
  );
}

/** The same as publishIncidents, and then, without being waited for, the homes: brokers are told that commands wait for their devices. */
export async function publishChanges(store: Store, redis: Redis, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await publishIncidents(store, redis, ids);
  void announceCommands(store, ids, (channel, message) => redis.publish(channel, message));
}

/** Tells consoles and brokers of incidents that have just been opened, without reading anything again. */
export async function publishOpened(redis: Redis, opened: readonly OpenedIncident[]): Promise<void> {
  await publishAll(
    redis,
    opened.map(({ incident }) => incident),
    opened.flatMap(({ targetId }) => targetId ?? []),
  );
}

/** One write to the socket, however many there are. */
async function publishAll(
  redis: Redis,
  incidents: readonly Incident[],
  deviceIds: readonly string[],
): Promise<void> {
  if (incidents.length === 0) return;
  const pipeline = redis.pipeline();
  for (const incident of incidents) pipeline.publish(LIVE_CHANNEL, JSON.stringify(incident));
  if (deviceIds.length > 0) {
    const notice: CommandNotice = { deviceIds: [...deviceIds] };
    pipeline.publish(DOWNLINK_CHANNEL, JSON.stringify(notice));
  }
  for (const [error] of (await pipeline.exec()) ?? []) if (error) throw error;
}
