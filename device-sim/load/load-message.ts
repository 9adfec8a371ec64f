import type { LoadClass } from './load-class.ts';
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
