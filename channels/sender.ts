import type { Channel } from '../contracts/notification.ts';
import type { Address } from './address.ts';
import type { Message } from './message.ts';

/** The channels that leave the platform; `console` is told by live events. */
export type OutsideChannel = Exclude<Channel, 'console'>;

export interface SendRequest {
  /** the notification's id: the same for every attempt, so that a doubled message is recognised where it arrives */
  id: string;
  address: Address;
  message: Message;
  /** gives up early: somebody accepted meanwhile */
  signal?: AbortSignal;
}

export interface SendResult {
  /** what the provider calls it; its reports come back with it */
  providerId?: string;
  /** true where taking it is also receiving it (a webhook's 2xx); otherwise a report says so later, or nobody does */
  delivered?: boolean;
  /** what a webhook's receiver answered, an HTTP status */
  status?: number;
}

/** One way of reaching people. */
export interface Sender {
  channel: OutsideChannel;
  /**
   * One attempt, bounded in time; trying again is the caller's business.
   * @throws SendError and nothing else
   */
  send: (request: SendRequest) => Promise<SendResult>;
}
