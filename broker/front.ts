import type { Socket } from 'node:net';
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes';
import type { Logger } from '../service/create-logger.ts';
import type { BrokerMetrics } from './broker-metrics.ts';
import type { Connection } from './connection.ts';
import type { FrontPolicy } from './front-policy.ts';
import { guardSocket } from './guard-socket.ts';
import { isSilent } from './keep-alive.ts';
import type { MemoryGate } from './memory-gate.ts';
import type { Violation } from './packet-violation.ts';
import { createStrictPackets } from './strict-packets.ts';

export interface FrontOptions<Known> {
  policy: FrontPolicy<Known>;
  gate: MemoryGate;
  metrics: BrokerMetrics;
  log: Logger;
}

export interface Front<Known> {
  /** Takes an accepted TCP or TLS connection. */
  accept: (socket: Socket) => void;
  /** By client id, from the moment it has authenticated. */
  connected: (clientId: string) => Connection<Known> | undefined;
  /** of all that have authenticated */
  ids: () => Iterable<string>;
  count: () => number;
  /** Closes a connection whose owner may no longer be here; its will is not published. */
  expel: (connection: Connection<Known>, why: string) => void;
  /** From now on nothing is read. */
  deafen: () => void;
  /** Closes every connection. */
  close: () => Promise<void>;
}

const SWEEP_MS = 500;
const CONNECT_WITHIN_MS = 20_000;
/** A client that pipelines thousands of QoS 2 messages and completes none must not fill the memory. */
const MAX_QOS2_IN_FLIGHT = 100;

/** Aedes behind a strict, bounded front. What a client may do is the policy's decision. */
export async function openFront<Known>(options: FrontOptions<Known>): Promise<Front<Known>> {
  const { policy, gate, metrics, log } = options;
  const all = new Set<OpenConnection<Known>>();
  const byClient = new WeakMap<Client, OpenConnection<Known>>();
  const byId = new Map<string, Connection<Known>>();
  const expelled = new WeakSet<Client>();
  let deaf = false;

  const broker = await Aedes.createBroker({
    concurrency: 1_000,
    connectTimeout: CONNECT_WITHIN_MS,
    maxClientsIdLength: 255,
    maxInflightInbound: MAX_QOS2_IN_FLIGHT,
    preConnect: (client, packet, callback) => {
      const connection = byClient.get(client);
      if (connection === undefined) return callback(new Error('a connection of nobody'), false);
      connection.keepAliveMs = (packet.keepalive ?? 0) * 1_000;
      connection.willTopic = packet.will?.topic;
      // The front's own sweep decides (keep-alive.ts); 0 keeps Aedes from starting a timer for each client.
      packet.keepalive = 0;
      callback(null, true);
    },
    authenticate: (client, username, password, done) => {
      const connection = byClient.get(client);
      if (connection === undefined) return done(refusal(5), null);
      void policy.authenticate(connection, username, password).then((code) => {
        if (code !== 0) return done(refusal(code), null);
        if (!connection.closed && !client.closed) {
          if (byId.has(client.id)) metrics.takenOver();
          byId.set(client.id, connection);
        }
        done(null, true);
      });
    },
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
    // §3.1.2.5 lets a server that shuts down put wills off. The devices are well, it is we who go: thousands
    // of stored "offline" would be untrue, and who does not come back is found by its missing heartbeats.
    if (will && (deaf || expelled.has(client))) return callback(new Error('no will after an orderly close'));
    connection.outstanding += 1;
    policy.publish(connection, packet, will, (error) => {
      connection.outstanding -= 1;
      callback(error ?? null);
    });
  }

  broker.on('connackSent', (connack, client) => {
    const connection = byClient.get(client);
    if (connection === undefined || connack.returnCode !== 0) return;
    connection.ready = true;
    connection.onReady();
    policy.listens?.(connection);
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

  const sweep = setInterval(() => {
    const now = Date.now();
    for (const connection of all) {
      if (isSilent(connection, now)) connection.client.emit('error', new Error('keep alive timeout'));
    }
  }, SWEEP_MS);

  function accept(socket: Socket): void {
    if (deaf) return void socket.destroy();
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    const client = broker.handle(socket);
    const now = Date.now();
    const { take, mayDrop, acknowledged } = policy;
    const packets = createStrictPackets({
      maxPayload: policy.maxPayload,
      ...(take && { take: (publish) => connection.ready && take(connection, publish) }),
      ...(acknowledged && { acknowledged: (packetId) => acknowledged(connection, packetId) }),
      ...(mayDrop && {
        mayDrop: (topic) => {
          if (!mayDrop(connection, topic)) return false;
          metrics.dropped();
          return true;
        },
      }),
    });
    const connection: OpenConnection<Known> = {
      socket,
      client,
      known: undefined,
      grantedQos: (filter) => subscriptionsOf(client)[filter]?.qos,
      connectedAt: now,
      heardAt: now,
      keepAliveMs: 0,
      willTopic: undefined,
      outstanding: 0,
      paused: false,
      held: false,
      acks: [],
      ready: false,
      closed: false,
      wake: () => undefined,
      onReady: () => packets.connected(),
    };
    byClient.set(client, connection);
    all.add(connection);
    guardSocket({ connection, packets, gate, onViolation: (violation) => refuse(connection, violation) });
    socket.once('close', () => {
      connection.closed = true;
      all.delete(connection);
      gate.forget(connection.wake);
      if (byId.get(client.id) === connection) byId.delete(client.id);
    });
  }

  function refuse(connection: Connection<Known>, violation: Violation): void {
    const { client, socket } = connection;
    metrics.refused(violation.reason);
    log.warn(
      { client: client.id ?? undefined, address: socket.remoteAddress, reason: violation.reason },
      `connection closed: ${violation.detail}`,
    );
    const error = new Error(violation.detail);
    if (violation.connack === undefined) client.emit('error', error);
    else socket.end(Buffer.from([0x20, 2, 0, violation.connack]), () => client.emit('error', error));
  }

  return {
    accept,
    connected: (clientId) => byId.get(clientId),
    ids: () => [...byId.keys()],
    count: () => all.size,
    expel: (connection, why) => {
      expelled.add(connection.client);
      log.info({ client: connection.client.id }, `connection closed: ${why}`);
      connection.client.close();
    },
    deafen: () => {
      deaf = true;
      gate.shut();
    },
    close: async () => {
      clearInterval(sweep);
      await new Promise<void>((resolve) => broker.close(resolve));
      for (const { socket } of all) socket.destroy();
    },
  };
}

interface OpenConnection<Known> extends Connection<Known> {
  onReady: () => void;
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

function refusal(returnCode: number): AuthenticateError {
  return Object.assign(new Error(`CONNACK ${returnCode}`), { returnCode });
}
