import { generate, type IConnectPacket, type ISubscribePacket, type IUnsubscribePacket } from 'mqtt-packet';
import { MAX_QOS2_IN_FLIGHT } from './aedes-clients.ts';
import { DISCONNECT, PINGREQ, PUBREL, SUBSCRIBE, UNSUBSCRIBE } from './check-packet.ts';
import type { Connection } from './connection.ts';
import type { FrontPolicy, Said } from './front-policy.ts';
import { parsePacket } from './parse-packet.ts';
import { sendBytes } from './send-bytes.ts';
import type { PublishView } from './strict-packets.ts';

/** What the server keeps of a session [MQTT-3.1.2-4]; messages that wait for the client are none of it. */
interface Session {
  subscriptions: { filter: string; qos: number }[];
  /** ids of QoS 2 messages that are stored and not yet released [MQTT-4.3.3-2] */
  stored: Set<number> | undefined;
}

/** A client that is spoken with here. */
export interface PlainClient {
  clean: boolean;
  session: Session;
  will: Will | undefined;
}

/** The payload as Latin-1 text: a view of it would keep all bytes that came with the CONNECT. */
interface Will {
  topic: string;
  payload: string;
  retain: boolean;
}

const PINGRESP = Buffer.from([0xd0, 0]);

/**
 * MQTT 3.1.1 for clients to whom nothing is ever fanned out: devices. Each costs a session of two fields where a
 * client of Aedes costs a parser, a dozen closures and three event emitters.
 */
export function createPlainClients<Known>(policy: FrontPolicy<Known>) {
  const sessions = new Map<string, Session>();

  function welcome(connection: Connection<Known>, connect: IConnectPacket): PlainClient {
    const clean = connect.clean === true;
    const kept = clean ? undefined : sessions.get(connection.id);
    sessions.delete(connection.id);
    const session = kept ?? { subscriptions: [], stored: undefined };
    session.subscriptions = session.subscriptions.filter(({ filter }) =>
      policy.subscribe(connection, filter),
    );
    sendBytes(connection, Buffer.from([0x20, 2, kept === undefined ? 0 : 1, 0]));
    return { clean, session, will: willOf(connect) };
  }

  function answer(connection: Connection<Known>, client: PlainClient, type: number, bytes: Buffer): void {
    const { session } = client;
    switch (type) {
      case SUBSCRIBE: {
        const { messageId = 0, subscriptions } = parsePacket(bytes) as ISubscribePacket;
        const granted = subscriptions.map(({ topic, qos }) => {
          if (!policy.subscribe(connection, topic)) return 0x80;
          unsubscribe(session, topic);
          session.subscriptions.push({ filter: topic, qos });
          return qos;
        });
        sendBytes(connection, generate({ cmd: 'suback', messageId, granted }));
        policy.listens?.(connection);
        break;
      }
      case UNSUBSCRIBE: {
        const { messageId = 0, unsubscriptions } = parsePacket(bytes) as IUnsubscribePacket;
        for (const topic of unsubscriptions) unsubscribe(session, topic);
        sendBytes(connection, acknowledgement(0xb0, messageId));
        break;
      }
      case PINGREQ:
        sendBytes(connection, PINGRESP);
        break;
      case PUBREL: {
        const messageId = bytes.readUInt16BE(bytes.length - 2);
        session.stored?.delete(messageId);
        sendBytes(connection, acknowledgement(0x70, messageId));
        break;
      }
      case DISCONNECT:
        client.will = undefined; // [MQTT-3.14.4-3]
        connection.fail(new Error('DISCONNECT'));
        break;
      default: // acknowledgements of what is not waiting for one
    }
  }

  /** A PUBLISH that the policy has not taken from the wire. */
  function publish(connection: Connection<Known>, { session }: PlainClient, view: PublishView): void {
    const { buffer, flags, packetId } = view;
    const qos = (flags >> 1) & 3;
    if (qos === 2 && session.stored?.has(packetId)) {
      return sendBytes(connection, acknowledgement(0x50, packetId));
    }
    const said: Said = {
      topic: buffer.toString('utf8', view.topicStart, view.topicEnd),
      payload: buffer.subarray(view.payloadStart, view.end),
      messageId: packetId,
      dup: (flags & 8) !== 0,
      retain: (flags & 1) !== 0,
    };
    connection.outstanding += 1;
    policy.publish(connection, said, false, (error) => {
      if (--connection.outstanding === 0 && connection.held !== undefined)
        setImmediate(() => connection.wake());
      if (error) return connection.fail(error);
      if (qos === 2) {
        session.stored ??= new Set();
        if (session.stored.add(packetId).size > MAX_QOS2_IN_FLIGHT) {
          return connection.fail(new Error(`more than ${MAX_QOS2_IN_FLIGHT} QoS 2 messages without PUBREL`));
        }
      }
      if (qos > 0) sendBytes(connection, acknowledgement(qos === 1 ? 0x40 : 0x50, packetId));
    });
  }

  return {
    welcome,
    answer,
    publish,
    /** The connection is closed. Keeps what is to be kept, and publishes the will unless it may not have one. */
    left: (
      connection: Connection<Known>,
      { clean, session, will }: PlainClient,
      mayHaveWill: boolean,
    ): void => {
      if (!clean && (session.subscriptions.length > 0 || (session.stored?.size ?? 0) > 0)) {
        sessions.set(connection.id, session);
      }
      if (will === undefined || !mayHaveWill) return;
      const said: Said = { ...will, payload: Buffer.from(will.payload, 'latin1') };
      policy.publish(connection, said, true, () => undefined);
    },
  };
}

function willOf({ will }: IConnectPacket): Will | undefined {
  if (will === undefined) return undefined;
  const payload = (will.payload as Buffer).toString('latin1');
  return { topic: will.topic, payload, retain: will.retain === true };
}

function unsubscribe(session: Session, topic: string): void {
  session.subscriptions = session.subscriptions.filter(({ filter }) => filter !== topic);
}

function acknowledgement(first: number, packetId: number): Buffer {
  return Buffer.from([first, 2, packetId >> 8, packetId & 0xff]);
}
