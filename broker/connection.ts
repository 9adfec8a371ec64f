import type { Socket } from 'node:net';

/** One client's connection, as far as the front knows it. `Known` is what the policy keeps of who it is. */
export interface Connection<Known> {
  readonly socket: Socket;
  /** the client id, '' before CONNECT */
  id: string;
  /** undefined until authenticated */
  known: Known | undefined;
  /** the QoS granted for exactly this topic filter; undefined while the client is not subscribed to it */
  grantedQos(filter: string): number | undefined;
  /** when it came, ms of `performance.now`: a clock that is set must not end connections and publish their wills */
  connectedAt: number;
  /** when its last whole packet came, ms of `performance.now` */
  heardAt: number;
  /** 0: none asked for */
  keepAliveMs: number;
  /** the will's topic as sent in CONNECT, to be judged with the credentials */
  willTopic: string | undefined;
  /** a CONNECT or publishes taken and not yet settled; nothing more is read before it is 0 */
  outstanding: number;
  /** not read at the moment, because too much is unacknowledged */
  paused: boolean;
  /** what came in while something was outstanding; the socket is paused behind it */
  held: Buffer | undefined;
  /** packet ids stored and not yet acknowledged on the wire */
  acks: number[];
  /** CONNACK 0 is out */
  ready: boolean;
  closed: boolean;
  /** Reads on, when something other than new bytes may have made that possible. */
  wake(): void;
  /** Closes it; its will is published. */
  fail(error: Error): void;
}
