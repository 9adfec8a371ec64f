import { Redis } from 'ioredis';

/**
 * Listens to Redis channels for as long as the process lives. Pub/sub forgets while nobody listens, so
 * `onSubscribed` is called after every (re)connection: whatever was announced before it may have been missed.
 */
export function listenToChannels(options: {
  redisUrl: string;
  channels: Readonly<Record<string, (message: string) => void>>;
  onSubscribed: () => void;
  onError: (error: Error) => void;
}): { close: () => void } {
  const redis = new Redis(options.redisUrl, {
    connectionName: 'anju-broker-channels',
    autoResubscribe: false,
    maxRetriesPerRequest: null,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000),
  });
  redis.on('error', options.onError);
  redis.on('ready', () => {
    redis.subscribe(...Object.keys(options.channels)).then(options.onSubscribed, options.onError);
  });
  redis.on('message', (channel: string, message: string) => options.channels[channel]?.(message));
  return { close: () => redis.disconnect() };
}
