import type { Redis } from 'ioredis';
import type { Viewer, ViewerAct } from '../contracts/live.ts';
import { VIEWING_CHANNEL, VIEWING_PREFIX, VIEWING_TTL_S } from '../contracts/queues.ts';
import { mergeViewers, screenSchema, type Screen } from './merge-viewers.ts';

/** What one screen shows. */
export interface Look {
  incidentId: string;
  userId: string;
  name: string;
  acting?: ViewerAct | undefined;
}

export interface ViewingOptions {
  redis: Redis;
  /** epoch ms by the platform's clock, which all consoles share */
  now: () => number;
  /** tells the screens of this console that show the incident */
  emit: (incidentId: string, viewers: Viewer[]) => void;
  onError: (error: Error) => void;
}

export interface Viewing {
  /** What this socket shows from now on; undefined for nothing. Its screen is told who else does, even if nobody. */
  look: (socketId: string, look: Look | undefined) => Promise<void>;
  /** a message of a Redis channel */
  heard: (channel: string, message: string) => void;
  /** takes this console's screens out, so that nobody waits for them to run out */
  stop: () => Promise<void>;
}

type Kept = Look & { since: number };
const TTL_MS = VIEWING_TTL_S * 1_000;
/** What a dead console has left is swept away by whoever reads it long after it has ceased to count, ms. */
const LEFTOVER_MS = 60_000;

/**
 * Who looks at which incident, across all consoles. Only a courtesy between colleagues, never a lock: while Redis is
 * away each console shows its own screens.
 */
export function startViewing({ redis, now, emit, onError }: ViewingOptions): Viewing {
  const mine = new Map<string, Kept>();
  const told = new Map<string, string>();

  const toScreen = ({ userId, name, since, acting }: Kept): Screen => ({
    userId,
    name,
    since,
    ...(acting && { acting }),
    until: now() + TTL_MS,
  });
  const ofMine = (incidentId: string) => [...mine].filter(([, look]) => look.incidentId === incidentId);

  const keep = async (incidentId: string): Promise<void> => {
    const screens = ofMine(incidentId).flatMap(([id, look]) => [id, JSON.stringify(toScreen(look))]);
    if (screens.length === 0) return;
    const key = VIEWING_PREFIX + incidentId;
    await redis
      .multi()
      .hset(key, ...screens)
      .pexpire(key, TTL_MS)
      .exec();
  };
  const read = async (incidentId: string): Promise<Screen[]> => {
    const found = await redis.hgetall(VIEWING_PREFIX + incidentId);
    const others = Object.entries(found).filter(([id]) => !mine.has(id));
    const screens = others.map(([id, text]) => ({ id, screen: parseScreen(text) }));
    const left = screens.filter(({ screen }) => screen === undefined || screen.until < now() - LEFTOVER_MS);
    if (left.length > 0) await redis.hdel(VIEWING_PREFIX + incidentId, ...left.map(({ id }) => id));
    return screens.flatMap(({ screen }) => screen ?? []);
  };
  /** @param always tells even what was told before: somebody has just come */
  const tell = async (incidentId: string, always = false): Promise<void> => {
    if (ofMine(incidentId).length === 0) return void told.delete(incidentId);
    const others = await read(incidentId).catch((error: Error) => {
      onError(error);
      return [];
    });
    // Looked at again after the wait: what this console knows itself needs no Redis.
    const own = ofMine(incidentId).map(([, look]) => toScreen(look));
    const viewers = mergeViewers([...own, ...others], now());
    const text = JSON.stringify(viewers);
    if (own.length === 0 || (!always && told.get(incidentId) === text)) return;
    told.set(incidentId, text);
    emit(incidentId, viewers);
  };
  const change = async (incidentId: string, write: () => Promise<unknown>): Promise<void> => {
    try {
      await write();
      await redis.publish(VIEWING_CHANNEL, incidentId);
    } catch (error) {
      onError(error as Error);
    }
  };

  const renew = async (): Promise<void> => {
    for (const incidentId of new Set([...mine.values()].map((look) => look.incidentId))) {
      await keep(incidentId).catch(onError);
      await tell(incidentId);
    }
  };
  let renewing: Promise<void> | undefined;
  const timer = setInterval(() => {
    renewing ??= renew().finally(() => (renewing = undefined));
  }, TTL_MS / 3);

  return {
    look: async (socketId, look) => {
      const before = mine.get(socketId);
      if (look === undefined) mine.delete(socketId);
      else {
        const since = before?.incidentId === look.incidentId ? before.since : now();
        mine.set(socketId, { ...look, since });
      }
      if (before !== undefined && before.incidentId !== look?.incidentId) {
        await change(before.incidentId, () => redis.hdel(VIEWING_PREFIX + before.incidentId, socketId));
        await tell(before.incidentId);
      }
      if (look === undefined) return;
      await change(look.incidentId, () => keep(look.incidentId));
      await tell(look.incidentId, true);
    },
    heard: (channel, incidentId) => {
      if (channel === VIEWING_CHANNEL) void tell(incidentId);
    },
    stop: async () => {
      clearInterval(timer);
      await renewing;
      const left = [...mine];
      mine.clear();
      for (const [socketId, { incidentId }] of left) {
        await change(incidentId, () => redis.hdel(VIEWING_PREFIX + incidentId, socketId));
      }
    },
  };
}

function parseScreen(text: string): Screen | undefined {
  try {
    return screenSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
