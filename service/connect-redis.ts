import { Redis } from 'ioredis';

export interface RedisConnection {
  url: string;
  /** told of what heals itself: the connection is made again */
  onError: (error: Error) => void;
}

/**
 * For whoever tells Redis something: gives up at once while it is away, because the database has it in any case and
 * nothing may wait for a message.
 */
export function connectFailFast(connection: RedisConnection): Redis {
  return connect(connection, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: 1_500 });
}

/** For whoever listens: waits for Redis for as long as it takes. */
export function connectPatient(connection: RedisConnection): Redis {
  return connect(connection, { maxRetriesPerRequest: null });
}

function connect(
  { url, onError }: RedisConnection,
  options: { enableOfflineQueue?: boolean; maxRetriesPerRequest: number | null; commandTimeout?: number },
): Redis {
  const redis = new Redis(url, { ...options, retryStrategy: (times) => Math.min(times * 50, 1_000) });
  redis.on('error', onError);
  return redis;
}
