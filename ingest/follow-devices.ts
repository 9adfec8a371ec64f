import type { Redis } from 'ioredis';
import { z } from 'zod';
import { DEVICES_CHANNEL } from '../contracts/queues.ts';
import type { Logger } from '../service/create-logger.ts';
import type { DeviceDirectory } from './device-directory.ts';

const newsSchema = z.object({ deviceId: z.string(), gatewayId: z.string().nullish() });

/** Forgets devices as they change. News may be missed while the connection is away: then everything is forgotten. */
export function followDevices(options: {
  subscriber: Redis;
  directory: DeviceDirectory;
  logger: Logger;
}): void {
  const { subscriber, directory, logger } = options;
  subscriber.on('message', (_channel, text) => {
    const news = newsSchema.safeParse(parse(text));
    if (news.success) directory.forget(news.data.deviceId, news.data.gatewayId ?? undefined);
    else directory.forgetAll();
  });
  subscriber.on('ready', () => {
    directory.forgetAll();
    subscriber.subscribe(DEVICES_CHANNEL).catch((error: unknown) => {
      logger.warn({ err: error }, 'device news cannot be followed; subscribing again on the next connection');
      subscriber.disconnect(true);
    });
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
