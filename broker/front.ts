import type { Socket } from 'node:net';
import type { IConnectPacket } from 'mqtt-packet';
import type { Logger } from '../service/create-logger.ts';
import { openAedesClients } from './aedes-clients.ts';
import type { BrokerMetrics } from './broker-metrics.ts';
import { CONNECT } from './check-packet.ts';
import type { Connection } from './connection.ts';
import { OpenConnection, type ConnectionKeeper } from './open-connection.ts';
import type { FrontPolicy } from './front-policy.ts';
import { isSilent } from './keep-alive.ts';
import type { MemoryGate } from './memory-gate.ts';
import { malformed, type Violation } from './packet-violation.ts';
import { parsePacket } from './parse-packet.ts';
import { createPlainClients } from './plain-clients.ts';

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

/**
 * The strict, bounded front: reads what clients send, lets in who may come in, and hands each of them to those who
 * speak MQTT with it. What a client may do is the policy's decision.
 */
export async function openFront<Known>(options: FrontOptions<Known>): Promise<Front<Known>> {
  const { policy, gate, metrics, log } = options;
  const all = new Set<OpenConnection<Known>>();
  const byId = new Map<string, OpenConnection<Known>>();
  const expelled = new WeakSet<Connection<Known>>();
  let deaf = false;

  // §3.1.2.5 lets a server that shuts down put wills off. The devices are well, it is we who go: thousands
  // of stored "offline" would be untrue, and who does not come back is found by its missing heartbeats.
  const mayHaveWill = (connection: Connection<Known>) => !deaf && !expelled.has(connection);
  const plainClients = createPlainClients(policy);
  const aedesClients = await openAedesClients({ policy, onReady: open, mayHaveWill, log });

  const keeper: ConnectionKeeper<Known> = {
    maxPayload: policy.maxPayload,
    // Behind a DISCONNECT, or something that closed it, there is nobody to hear any more [MQTT-3.14.4-2].
    take: (connection, publish) => {
      if (connection.closed || connection.violated) return true;
      if (policy.take?.(connection, publish)) return true;
      if (connection.plain === undefined) return false;
      plainClients.publish(connection, connection.plain, publish);
      return true;
    },
    mayDrop: (connection, topic) => {
      if (policy.mayDrop?.(connection, topic) !== true) return false;
      metrics.dropped();
      return true;
    },
    acknowledged: (connection, packetId) => {
      policy.acknowledged?.(connection, packetId);
      return policy.acknowledged !== undefined;
    },
    answer: (connection, type, packet) => {
      if (connection.closed || connection.violated) return true;
      if (type !== CONNECT && connection.plain === undefined) return false;
      try {
        if (connection.plain === undefined) enter(connection, packet);
        else plainClients.answer(connection, connection.plain, type, packet);
      } catch (error) {
        // mqtt-packet and our checks do not agree on this packet: its client's trouble, and nobody else's.
        connection.violated = true;
        setImmediate(() => refuse(connection, malformed(`packet type ${type}: ${String(error)}`)));
      }
      return true;
    },
    wake,
    fail: (connection, error) => {
      if (connection.aedes !== undefined) return connection.aedes.fail(error);
      log.debug({ client: connection.id, err: error }, 'connection closed');
      leave(connection);
    },
  };

  const sweep = setInterval(() => {
    const now = performance.now();
    for (const connection of all) {
      if (isSilent(connection, now)) connection.fail(new Error('keep alive timeout'));
      else if (isLate(connection, now)) connection.fail(new Error('CONNECT did not arrive in time'));
    }
  }, SWEEP_MS);

  function accept(socket: Socket): void {
    if (deaf) return void socket.destroy();
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 60_000);
    const connection = new OpenConnection(socket, keeper, performance.now());
    all.add(connection);
    socket.on('data', (chunk: Buffer) => receive(connection, chunk));
    socket.on('error', ignore); // 'close' follows
    socket.on('close', () => leave(connection));
  }

  /**
   * Nothing is read while something of this connection is not settled (what it may hold in memory is one chunk), nor
   * while too much of all connections is unacknowledged. Bytes then stay in the socket and at last with the client:
   * TCP's own back-pressure.
   */
  function mustWait(connection: OpenConnection<Known>): boolean {
    if (connection.outstanding > 0 || connection.aedes?.isFull()) return true;
    if (gate.isOpen()) return false;
    connection.paused = true;
    gate.wait((connection.waker ??= () => wake(connection)));
    return true;
  }

  function receive(connection: OpenConnection<Known>, chunk: Buffer): void {
    if (connection.closed || connection.violated) return;
    if (!mustWait(connection)) return read(connection, chunk);
    connection.held = chunk;
    connection.socket.pause();
  }

  function wake(connection: OpenConnection<Known>): void {
    if (connection.paused) {
      connection.paused = false;
      connection.heardAt = performance.now(); // it was us who did not listen
    }
    if (connection.closed || connection.violated || mustWait(connection)) return;
    const { held } = connection;
    connection.held = undefined;
    read(connection, held ?? null);
    if (held !== undefined) connection.socket.resume();
  }

  function read(connection: OpenConnection<Known>, chunk: Buffer | null): void {
    const { packets, count, violation } = connection.packets.read(chunk);
    if (count > 0) connection.heardAt = performance.now();
    if (packets !== null) connection.aedes?.push(packets);
    if (violation === undefined) return;
    connection.violated = true;
    // What stood before it is good, and heard first.
    setImmediate(() => refuse(connection, violation));
  }

  function enter(connection: OpenConnection<Known>, bytes: Buffer): void {
    const connect = parsePacket(bytes) as IConnectPacket;
    connection.id = connect.clientId;
    connection.keepAliveMs = (connect.keepalive ?? 0) * 1_000;
    connection.willTopic = connect.will?.topic;
    connection.outstanding += 1; // until the CONNACK
    void policy.authenticate(connection, connect.username, connect.password).then((code) => {
      if (connection.closed) return;
      if (code !== 0) return dismiss(connection, code, new Error(`CONNACK ${code}`));
      const isPlain = policy.isPlain?.(connection) === true;
      if (connection.id !== '') takeOver(connection, isPlain);
      if (isPlain) {
        connection.plain = plainClients.welcome(connection, connect);
        open(connection);
      } else connection.aedes = aedesClients.take(connection, bytes);
    });
  }

  /** [MQTT-3.1.4-2]. Aedes itself closes an older client of its own before it answers a newer one. */
  function takeOver(connection: OpenConnection<Known>, isPlain: boolean): void {
    const older = byId.get(connection.id);
    byId.set(connection.id, connection);
    if (older === undefined) return;
    metrics.takenOver();
    if (isPlain || older.aedes === undefined) leave(older);
  }

  /** CONNACK 0 is out. */
  function open(entered: Connection<Known>): void {
    const connection = entered as OpenConnection<Known>;
    connection.ready = true;
    connection.packets.connected();
    connection.outstanding -= 1;
    policy.listens?.(connection);
    setImmediate(wake, connection);
  }

  function leave(connection: OpenConnection<Known>): void {
    if (connection.closed) return;
    connection.closed = true;
    all.delete(connection);
    if (connection.waker !== undefined) gate.forget(connection.waker);
    if (byId.get(connection.id) === connection) byId.delete(connection.id);
    connection.aedes?.close();
    if (connection.plain !== undefined)
      plainClients.left(connection, connection.plain, mayHaveWill(connection));
    if (connection.known !== undefined) policy.left?.(connection);
    connection.socket.destroy();
  }

  function refuse(connection: OpenConnection<Known>, violation: Violation): void {
    metrics.refused(violation.reason);
    log.warn(
      {
        client: connection.id || undefined,
        address: connection.socket.remoteAddress,
        reason: violation.reason,
      },
      `connection closed: ${violation.detail}`,
    );
    const error = new Error(violation.detail);
    if (violation.connack === undefined) connection.fail(error);
    else dismiss(connection, violation.connack, error);
  }

  /** Nothing more is said after a CONNACK other than 0 [MQTT-3.2.2-5]. */
  function dismiss(connection: OpenConnection<Known>, connack: number, error: Error): void {
    connection.violated = true;
    connection.socket.end(Buffer.from([0x20, 2, 0, connack]), () => connection.fail(error));
  }

  return {
    accept,
    connected: (clientId) => byId.get(clientId),
    ids: () => [...byId.keys()],
    count: () => all.size,
    expel: (connection, why) => {
      expelled.add(connection);
      connection.fail(new Error(why));
      log.info({ client: connection.id }, `connection closed: ${why}`);
    },
    deafen: () => {
      deaf = true;
      gate.shut();
    },
    close: async () => {
      clearInterval(sweep);
      await aedesClients.close();
      for (const { socket } of all) socket.destroy();
    },
  };
}

function isLate({ ready, outstanding, connectedAt }: Connection<unknown>, now: number): boolean {
  return !ready && outstanding === 0 && now - connectedAt > CONNECT_WITHIN_MS;
}

function ignore(): void {
  // 'close' follows every error of a socket
}
