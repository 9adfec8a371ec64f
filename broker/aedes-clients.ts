import { Aedes, type Client, type PublishPacket } from 'aedes';
import type { Logger } from '../service/create-logger.ts';
import { openAedesStream } from './aedes-stream.ts';
import type { Connection } from './connection.ts';
import type { FrontPolicy } from './front-policy.ts';

export interface AedesClientsOptions<Known> {
  policy: FrontPolicy<Known>;
  /** CONNACK 0 is out */
  onReady: (connection: Connection<Known>) => void;
  /** false: what the client left as its will is not to be published */
  mayHaveWill: (connection: Connection<Known>) => boolean;
  log: Logger;
}

/** A client that Aedes speaks with. */
export interface AedesClient {
  /** whole packets, in order */
  push: (packets: Buffer) => void;
  /** It has to read first what it was given. */
  isFull: () => boolean;
  grantedQos: (filter: string) => number | undefined;
  fail: (error: Error) => void;
  close: () => void;
}

/** A client that pipelines thousands of QoS 2 messages and completes none must not fill the memory. */
export const MAX_QOS2_IN_FLIGHT = 100;

/** Aedes, for clients that have authenticated and need more of MQTT than plain-clients.ts has. */
export async function openAedesClients<Known>(options: AedesClientsOptions<Known>): Promise<{
  /** Hands a client over, with its CONNECT. */
  take: (connection: Connection<Known>, connect: Buffer) => AedesClient;
  close: () => Promise<void>;
}> {
  const { policy, onReady, mayHaveWill, log } = options;
  const byClient = new WeakMap<Client, Connection<Known>>();

  const broker = await Aedes.createBroker({
    concurrency: 1_000,
    maxClientsIdLength: 255,
    maxInflightInbound: MAX_QOS2_IN_FLIGHT,
    preConnect: (_client, packet, callback) => {
      // The front's own sweep decides (keep-alive.ts); 0 keeps Aedes from starting a timer for each client.
      packet.keepalive = 0;
      callback(null, true);
    },
    // Nobody gets here who has not authenticated.
    authenticate: (client, _username, _password, done) => done(null, byClient.has(client)),
    authorizePublish: (client, packet, callback) => authorizePublish(client, packet, callback),
    authorizeSubscribe: (client, subscription, callback) => {
      const connection = byClient.get(client);
      const allowed = connection !== undefined && policy.subscribe(connection, subscription.topic);
      callback(null, allowed ? subscription : null);
    },
    authorizeForward: (client, packet) => {
      const connection = byClient.get(client);
      return connection !== undefined && policy.forward(connection, packet.topic) ? packet : null;
    },
  });
  if (!policy.fansOut) keepUplinkFromSubscribers(broker);

  function authorizePublish(
    client: Client | null,
    packet: PublishPacket,
    callback: (error?: Error | null) => void,
  ): void {
    const connection = client === null ? undefined : byClient.get(client);
    if (client === null || connection === undefined) return callback(new Error('published by nobody'));
    const will = connection.closed || client.closed;
    if (will && !mayHaveWill(connection)) return callback(new Error('no will after an orderly close'));
    connection.outstanding += 1;
    policy.publish(connection, packet, will, (error) => {
      if (--connection.outstanding === 0 && connection.held !== undefined)
        setImmediate(() => connection.wake());
      callback(error ?? null);
    });
  }

  broker.on('connackSent', (connack, client) => {
    const connection = byClient.get(client);
    if (connection !== undefined && connack.returnCode === 0) onReady(connection);
  });
  broker.on('subscribe', (_subscriptions, client) => {
    const connection = byClient.get(client);
    if (connection !== undefined) policy.listens?.(connection);
  });
  broker.on('clientError', (client, error) =>
    log.debug({ client: client.id, err: error }, 'connection closed'),
  );
  broker.on('connectionError', (_client, error) =>
    log.debug({ err: error }, 'connection closed before CONNACK'),
  );

  return {
    take: (connection, connect) => {
      const { stream, isFull } = openAedesStream(connection);
      const client = broker.handle(stream);
      byClient.set(client, connection);
      stream.push(connect);
      return {
        push: (packets) => void stream.push(packets),
        isFull,
        grantedQos: (filter) => subscriptionsOf(client)[filter]?.qos,
        fail: (error) => void client.emit('error', error),
        close: () => void stream.destroy(),
      };
    },
    close: () => new Promise<void>((resolve) => broker.close(resolve)),
  };
}

type Publish = (packet: PublishPacket, client: unknown, done?: (error?: Error) => void) => void;

/**
 * What devices say goes to the log and nowhere else: no subscriber, no retained copy. Only what the
 * platform itself publishes (no client) is fanned out.
 */
function keepUplinkFromSubscribers(broker: Aedes): void {
  const fanOut = broker.publish.bind(broker) as unknown as Publish;
  const publish: Publish = (packet, client, done) => {
    if (typeof client === 'function' || client === null || client === undefined)
      return fanOut(packet, client, done);
    done?.();
  };
  broker.publish = publish;
}

/** Restored ones included; Aedes' types leave it out. */
function subscriptionsOf(client: Client): Partial<Record<string, { qos: number }>> {
  return (client as unknown as { subscriptions: Partial<Record<string, { qos: number }>> }).subscriptions;
}
