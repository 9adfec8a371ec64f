import { connectAsync, type MqttClient } from 'mqtt';
import { CANARY } from '../contracts/canary.ts';
import { commandsTopic, readingsTopic } from '../contracts/topics.ts';

export interface CanaryButton {
  /**
   * Presses once, as any button does.
   * @param at epoch ms, the device's time
   * @throws ButtonError
   */
  press: (press: { secret: string; at: number; seq: number }, signal: AbortSignal) => Promise<void>;
  stop: () => Promise<void>;
}

/** `refused`: the broker does not know the secret. `connect`, `ack`: no connection, no PUBACK. */
export class ButtonError extends Error {
  readonly stage: 'refused' | 'connect' | 'ack';

  constructor(stage: ButtonError['stage'], cause: unknown) {
    super(`the canary's press failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'ButtonError';
    this.stage = stage;
  }
}

const CONNECT_MS = 5_000;
const NOT_AUTHORIZED = [4, 5];

/** The canary's button. It keeps its connection as a device does, and makes a new one after any failure. */
export function createCanaryButton({ url }: { url: string }): CanaryButton {
  let client: MqttClient | undefined;

  const connected = async (secret: string): Promise<MqttClient> => {
    if (client?.connected) return client;
    client?.end(true);
    client = undefined;
    try {
      client = await connectAsync(url, {
        clientId: CANARY.deviceId,
        username: CANARY.deviceId,
        password: secret,
        protocolVersion: 4,
        connectTimeout: CONNECT_MS,
        // An old press must not be said again when the broker is back: the next one is the proof.
        reconnectPeriod: 0,
      });
      client.on('error', () => undefined);
      // What the home is told is taken, so that it does not pile up for a button that never listens.
      await client.subscribeAsync(commandsTopic(CANARY.deviceId), { qos: 1 });
      return client;
    } catch (error) {
      const refused =
        error instanceof Error && 'code' in error && NOT_AUTHORIZED.includes(Number(error.code));
      throw new ButtonError(refused ? 'refused' : 'connect', error);
    }
  };

  return {
    press: async ({ secret, at, seq }, signal) => {
      const button = await abortable(connected(secret), signal, 'connect');
      const said = JSON.stringify({ action: 'emergency', seq, time: at });
      try {
        await abortable(button.publishAsync(readingsTopic(CANARY.deviceId), said, { qos: 1 }), signal, 'ack');
      } catch (error) {
        button.end(true);
        throw error;
      }
    },
    stop: async () => {
      if (client?.connected) await client.endAsync();
      else client?.end(true);
    },
  };
}

async function abortable<Result>(
  work: Promise<Result>,
  signal: AbortSignal,
  stage: 'connect' | 'ack',
): Promise<Result> {
  let aborted: () => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    aborted = () => reject(new ButtonError(stage, signal.reason));
    if (signal.aborted) aborted();
    signal.addEventListener('abort', aborted, { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw error instanceof ButtonError ? error : new ButtonError(stage, error);
  } finally {
    signal.removeEventListener('abort', aborted);
  }
}
