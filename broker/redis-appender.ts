import { Redis } from 'ioredis';
import { packUplink, UPLINK_FIELD, uplinkStream, type Lane } from '../contracts/uplink.ts';
import type { ShardBatch } from './commit-lane.ts';

export interface RedisAppenderOptions {
  redisUrl: string;
  lane: Lane;
  /** connected and able to write (again) */
  onReady: () => void;
  onError: (error: Error) => void;
}

export interface RedisAppender {
  /** One pipeline of XADDs. One answer per batch; undefined only when Redis has said that it is written. */
  write: (batches: readonly ShardBatch[]) => Promise<(Error | undefined)[]>;
  /** A write of no consequence, to know whether writing works while nobody has anything to say. */
  probe: () => Promise<void>;
  close: () => void;
}

/** Silence for so long after a command was sent means that the host is gone, not that it is slow. */
const SILENCE_MS = 20_000;

/**
 * One connection of its own per lane: what waits in one never stands before the other.
 *
 * Nothing may be queued or sent again behind our back, because an answer then no longer says anything
 * about the write that it answers: no offline queue, no resending, every command fails when its
 * connection does. The lane decides what is written again.
 */
export function openRedisAppender({ redisUrl, lane, onReady, onError }: RedisAppenderOptions): RedisAppender {
  const redis = new Redis(redisUrl, {
    connectionName: `anju-broker-${lane}`,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // Waits until Redis has read its append-only file: writes before that would only be refused (LOADING).
    enableReadyCheck: true,
    socketTimeout: SILENCE_MS,
    connectTimeout: 3_000,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000),
    // After a failover the old connection stays with the replica: only a new one finds the new master.
    reconnectOnError: (error) => error.message.startsWith('READONLY'),
  });
  redis.on('ready', onReady);
  redis.on('error', onError);

  return {
    write: async (batches) => {
      const pipeline = redis.pipeline();
      for (const { shard, messages } of batches) {
        pipeline.xadd(uplinkStream(shard, lane), '*', UPLINK_FIELD, packUplink(messages));
      }
      try {
        const answers = await pipeline.exec();
        return batches.map((_, index) => problemOf(answers?.[index]));
      } catch (error) {
        return batches.map(() => asError(error));
      }
    },
    probe: async () => {
      await redis.set(`anju:broker:probe:${lane}`, Date.now(), 'PX', 60_000);
    },
    close: () => redis.disconnect(),
  };
}

/** XADD answers with the id of the entry. Anything else is no answer. */
function problemOf(answer: [Error | null, unknown] | undefined): Error | undefined {
  if (answer === undefined) return new Error('Redis gave no answer');
  const [error, id] = answer;
  if (error !== null) return error;
  return typeof id === 'string' && id !== ''
    ? undefined
    : new Error('Redis gave an answer that is no entry id');
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
