import type { LoadClass } from './load-class.ts';
import type { LoadConnection, SentMessage } from './load-connection.ts';
import type { LoadDevice } from './load-device.ts';

/** One message a device had to say, once its fate is known. Times: epoch ms with fractions. */
export interface LoadMessage {
  /** `device:seq`, unique */
  id: string;
  device: LoadDevice;
  class: LoadClass;
  topic: string;
  /** the payload's `seq` and `time`, the same in every re-send */
  seq: number;
  time: number;
  /** when it should have left */
  intendedAt: number;
  /** first write to a socket; absent: it never left */
  sentAt?: number;
  /** PUBACK; absent: nobody promised anything */
  acknowledgedAt?: number;
  /** first write to PUBACK, by a monotonic clock */
  ackMs?: number;
  /** how often it was written; above 1 it was re-sent with DUP */
  attempts: number;
}

/**
 * What is told of a message.
 * @param epoch what turns a monotonic moment into epoch ms
 * @param acknowledged the moment of its PUBACK, if there was one
 */
export function messageOf(
  { device, class: name, topic }: LoadConnection,
  { seq, time, intended, sent, attempts }: SentMessage,
  epoch: number,
  acknowledged: number | undefined,
): LoadMessage {
  return {
    id: `${device.id}:${seq}`,
    device,
    class: name,
    topic,
    seq,
    time,
    intendedAt: intended + epoch,
    ...(attempts > 0 && { sentAt: sent + epoch }),
    ...(acknowledged !== undefined && {
      acknowledgedAt: acknowledged + epoch,
      ackMs: acknowledged - sent,
    }),
    attempts,
  };
}
