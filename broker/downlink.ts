import { z } from 'zod';
import { commandsTopic } from '../contracts/topics.ts';
import type { Logger } from '../service/create-logger.ts';

export interface DownlinkOptions {
  isConnected: (deviceId: string) => boolean;
  /** QoS 1 to whoever subscribed */
  publish: (topic: string, payload: Buffer) => Promise<void>;
  onDelivered: () => void;
  log: Logger;
}

const downlinkSchema = z.object({ deviceId: z.string(), command: z.record(z.string(), z.unknown()) });

/** Hands a message of DOWNLINK_CHANNEL to its device, if it is this broker that holds the connection. */
export function createDownlink(options: DownlinkOptions): (message: string) => void {
  const { isConnected, publish, onDelivered, log } = options;
  return (message) => {
    let read;
    try {
      read = downlinkSchema.safeParse(JSON.parse(message));
    } catch {
      read = undefined;
    }
    if (!read?.success) return log.warn('a command that cannot be read: {deviceId, command} is expected');
    const { deviceId, command } = read.data;
    if (!isConnected(deviceId)) return;
    publish(commandsTopic(deviceId), Buffer.from(JSON.stringify(command))).then(
      onDelivered,
      (error: unknown) => log.warn({ device: deviceId, err: error }, 'a command could not be delivered'),
    );
  };
}
