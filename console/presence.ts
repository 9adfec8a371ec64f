import type { Redis } from 'ioredis';
import { PRESENCE_PREFIX, PRESENCE_TTL_S } from '../contracts/queues.ts';

export interface Presence {
  /** a socket of this user has come, or gone */
  arrived: (userId: string) => void;
  left: (userId: string) => void;
  /** which of these users have a connected screen, at any console; nobody while Redis is away */
  read: (userIds: readonly string[]) => Promise<Set<string>>;
  stop: () => void;
}

/**
 * Says in Redis whose screen is connected, so that escalation knows whom the console reaches. A screen that is said
 * to be there and is not costs its person the seconds until the next step; one that is not known costs a message
 * too many. So it ends with the last socket, and by itself when this process dies.
 */
export function startPresence({
  redis,
  onError,
}: {
  redis: Redis;
  onError: (error: Error) => void;
}): Presence {
  const sockets = new Map<string, number>();
  const keep = (userIds: Iterable<string>): void => {
    for (const id of userIds) redis.set(`${PRESENCE_PREFIX}${id}`, '1', 'EX', PRESENCE_TTL_S).catch(onError);
  };
  const timer = setInterval(() => keep(sockets.keys()), (PRESENCE_TTL_S * 1_000) / 3);
  return {
    arrived: (userId) => {
      sockets.set(userId, (sockets.get(userId) ?? 0) + 1);
      keep([userId]);
    },
    left: (userId) => {
      const others = (sockets.get(userId) ?? 1) - 1;
      if (others > 0) return void sockets.set(userId, others);
      sockets.delete(userId);
      // Who also sits at another console is back within the time of one renewal.
      redis.del(`${PRESENCE_PREFIX}${userId}`).catch(onError);
    },
    read: async (userIds) => {
      if (userIds.length === 0) return new Set();
      const found = await redis.mget(userIds.map((id) => `${PRESENCE_PREFIX}${id}`)).catch((error: Error) => {
        onError(error);
        return [];
      });
      return new Set(userIds.filter((_, index) => typeof found[index] === 'string'));
    },
    stop: () => clearInterval(timer),
  };
}
