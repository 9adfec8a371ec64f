import type { PublishPacket } from 'aedes';
import type { Connection } from './connection.ts';
import type { PublishView } from './strict-packets.ts';

/** CONNACK return codes of MQTT 3.1.1 §3.2.2.3 that a policy may give; 0 is welcome. */
export type ConnackCode = 0 | 3 | 4 | 5;

/** What a client says, or leaves to be said as its will. */
export type Said = Pick<PublishPacket, 'topic' | 'payload'> &
  Partial<Pick<PublishPacket, 'messageId' | 'dup' | 'retain'>>;

/** Who may do what. The front (packets, bounds, keep-alive) is the same for every policy. */
export interface FrontPolicy<Known> {
  /** bytes */
  maxPayload: number;
  /** Sets `connection.known` when the answer is 0. */
  authenticate: (
    connection: Connection<Known>,
    username: string | undefined,
    password: Buffer | undefined,
  ) => Promise<ConnackCode>;
  /**
   * Called before any acknowledgement. `done(error)` closes the connection without one.
   * @param will the broker publishes this for a connection that has broken
   */
  publish: (
    connection: Connection<Known>,
    packet: Said,
    will: boolean,
    done: (error?: Error | null) => void,
  ) => void;
  /** Takes a QoS 0 or 1 PUBLISH straight from the wire, past Aedes; false leaves it to `publish`. */
  take?: (connection: Connection<Known>, publish: PublishView) => boolean;
  /** Whether an oversized QoS 0 message is read past rather than closing the connection. */
  mayDrop?: (connection: Connection<Known>, topic: string) => boolean;
  /**
   * Whether nothing is ever fanned out to this client, so that plain-clients.ts is all of MQTT it needs. Asked once,
   * after it has authenticated; left out: nobody is.
   */
  isPlain?: (connection: Connection<Known>) => boolean;
  /** false: SUBACK 0x80 */
  subscribe: (connection: Connection<Known>, filter: string) => boolean;
  /** The second look, when something is delivered. */
  forward: (connection: Connection<Known>, topic: string) => boolean;
  /** The client may have new subscriptions: after its SUBACK, or after the CONNACK of a session that was kept. */
  listens?: (connection: Connection<Known>) => void;
  /** A PUBACK, for a policy that publishes to clients itself (`connection.socket`); Aedes never sees it. */
  acknowledged?: (connection: Connection<Known>, packetId: number) => void;
  /** The connection is closed; called once for each that has authenticated. */
  left?: (connection: Connection<Known>) => void;
  /** Whether what clients publish goes to subscribers and is retained. */
  fansOut: boolean;
}
