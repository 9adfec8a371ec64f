import type { Socket } from 'node:net';
import { generate, parser, type Packet } from 'mqtt-packet';
import { backoffMs } from './backoff.ts';
import { dial, type BrokerAddress } from './dial.ts';
import { inFlight, type Outgoing, type Receipt } from './in-flight.ts';

export interface DeviceOptions extends BrokerAddress {
  /** client id and user name */
  deviceId: string;
  secret: string;
  /** seconds; default 60 */
  keepalive?: number;
  /** default false: the broker keeps the session, so a re-send after a reconnect is by the book [MQTT-4.4.0-1] */
  clean?: boolean;
  will?: { topic: string; payload: string; qos?: 0 | 1; retain?: boolean };
  /** subscribed after every CONNACK, QoS 1 */
  subscribe?: readonly string[];
  onMessage?: (topic: string, payload: Buffer) => void;
  /** after every successful CONNACK, once what was unacknowledged has been re-sent */
  onConnect?: (device: Device) => void;
  /** after a connection was lost or could not be made; it reconnects by itself */
  onDisconnect?: (reason: Error) => void;
  /** QoS 1 messages on the wire at once; more wait in order. Default 100 */
  maxInFlight?: number;
  /** a message unacknowledged for this long means the connection is dead: it is dropped and made anew. Default 30 s */
  ackTimeoutMs?: number;
  connectTimeoutMs?: number;
  /** first and longest pause between attempts, ms */
  backoff?: { firstMs?: number; longestMs?: number };
}

export interface PublishOptions {
  qos?: 0 | 1;
  retain?: boolean;
  /** sets DUP on the very first write, as a device that was restarted in the middle would */
  dup?: boolean;
}

export interface Device {
  readonly deviceId: string;
  /**
   * Resolves at the PUBACK, however many reconnects lie between (QoS 0: once written). Never gives up by itself.
   * @throws Error when the device was closed first
   */
  publish: (topic: string, payload: string | Buffer | object, options?: PublishOptions) => Promise<Receipt>;
  isConnected: () => boolean;
  /**
   * Resolves once connected.
   * @throws ConnectionRefused when the broker says no; the device goes on trying all the same
   */
  connected: () => Promise<void>;
  /** messages said and not yet acknowledged */
  pending: () => number;
  /**
   * Cuts the connection without DISCONNECT, as a power cut does; the device comes back by itself.
   * @param forMs stays away for so long, and comes back then to the moment; what is said meanwhile is kept
   */
  cut: (forMs?: number) => void;
  /** DISCONNECT and the end; what is still unacknowledged is rejected */
  close: () => Promise<void>;
}

const CONNACK_SAYS: Record<number, string> = {
  1: 'unacceptable protocol version',
  2: 'client id rejected',
  3: 'server unavailable',
  4: 'malformed user name or password',
  5: 'not authorized: wrong device id or secret',
};

/** The broker answered CONNECT with a code other than 0. */
export class ConnectionRefused extends Error {
  readonly returnCode: number;

  constructor(deviceId: string, returnCode: number) {
    super(`device ${deviceId}: CONNACK ${returnCode}, ${CONNACK_SAYS[returnCode] ?? 'unknown reason'}`);
    this.name = 'ConnectionRefused';
    this.returnCode = returnCode;
  }
}

/**
 * One device on one raw MQTT 3.1.1 connection: no client library, so that thousands fit into a process.
 * It connects at once and for ever, and re-sends with DUP whatever a lost connection left unacknowledged.
 *
 * @example
 * const button = openDevice({ host, port, deviceId, secret });
 * await button.publish(readingsTopic(deviceId), { action: 'emergency', time: Date.now(), seq: 1 });
 * await button.close();
 */
export function openDevice(options: DeviceOptions): Device {
  const { deviceId, keepalive = 60, ackTimeoutMs = 30_000, connectTimeoutMs = 10_000 } = options;
  const window = inFlight<Outgoing>(options.maxInFlight ?? 100);
  let socket: Socket | undefined;
  let state: 'connecting' | 'connected' | 'closed' = 'connecting';
  let attempt = 0;
  let retry: NodeJS.Timeout | undefined;
  /** epoch ms; until then it is cut off on purpose */
  let awayUntil = 0;
  let lastHeard = 0;
  let lastWrote = 0;
  let waiters: { resolve: () => void; reject: (error: Error) => void }[] = [];

  const write = (packet: Packet): void => {
    if (socket === undefined || socket.destroyed) return;
    lastWrote = Date.now();
    // Many small packets of one tick become one segment.
    if (socket.writableCorked === 0) {
      const corked = socket;
      corked.cork();
      queueMicrotask(() => corked.uncork());
    }
    socket.write(generate(packet));
  };

  const send = (message: Outgoing): void => {
    const now = Date.now();
    if (message.attempts === 0) {
      message.firstSentAt = now;
      message.firstMark = performance.now();
    }
    message.attempts += 1;
    message.lastSentAt = now;
    const { topic, payload, qos, retain } = message;
    // [MQTT-3.3.1-1] a re-delivery is marked
    const dup = message.dup || message.attempts > 1;
    write({
      cmd: 'publish',
      topic,
      payload,
      qos,
      retain,
      dup: qos === 1 && dup,
      messageId: message.packetId,
    });
    if (qos === 0) settle(message);
  };

  const settle = (message: Outgoing): void => {
    const { packetId, attempts, firstSentAt, firstMark } = message;
    const ackMs = performance.now() - firstMark;
    message.resolve({ packetId, attempts, firstSentAt, acknowledgedAt: Date.now(), ackMs });
  };

  const flush = (): void => {
    if (state !== 'connected') return;
    for (let message = window.next(); message !== undefined; message = window.next()) send(message);
  };

  const handle = (packet: Packet): void => {
    if (packet.cmd === 'connack') {
      const code = packet.returnCode ?? 0;
      if (code !== 0) return void socket?.destroy(new ConnectionRefused(deviceId, code));
      state = 'connected';
      attempt = 0;
      const topics = options.subscribe ?? [];
      if (topics.length > 0) {
        // 65535 is never the identifier of a PUBLISH of ours (in-flight.ts). SUBACK is not waited for.
        const subscriptions = topics.map((topic) => ({ topic, qos: 1 as const }));
        write({ cmd: 'subscribe', messageId: 65_535, subscriptions });
      }
      for (const waiter of waiters.splice(0)) waiter.resolve();
      for (const message of window.unacknowledged()) send(message);
      options.onConnect?.(device);
      flush();
    } else if (packet.cmd === 'puback') {
      const message = window.acknowledge(packet.messageId ?? 0);
      if (message !== undefined) settle(message);
      flush();
    } else if (packet.cmd === 'publish') {
      options.onMessage?.(packet.topic, Buffer.from(packet.payload));
      if (packet.qos === 1) write({ cmd: 'puback', messageId: packet.messageId ?? 0 });
    }
  };

  const lost = (reason: Error): void => {
    if (state === 'closed') return;
    state = 'connecting';
    socket = undefined;
    // A refusal is an answer: whoever waits hears it. A broker that is away is waited for.
    if (reason instanceof ConnectionRefused) for (const waiter of waiters.splice(0)) waiter.reject(reason);
    options.onDisconnect?.(reason);
    const away = awayUntil - Date.now();
    retry = setTimeout(connect, away > 0 ? away : backoffMs(attempt, Math.random, options.backoff));
    attempt += away > 0 ? 0 : 1;
  };

  const connect = (): void => {
    const current = dial(options, () => {
      const { will, clean = false, secret } = options;
      write({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 4,
        clean,
        keepalive,
        clientId: deviceId,
        username: deviceId,
        password: Buffer.from(secret),
        ...(will && { will: { qos: 1, retain: false, ...will } }),
      });
    });
    socket = current;
    lastHeard = lastWrote = Date.now();
    let reason = new Error('the broker closed the connection');
    const incoming = parser({ protocolVersion: 4 });
    incoming.on('packet', (packet) => {
      if (current === socket) handle(packet);
    });
    incoming.on('error', (error: Error) => current.destroy(error));
    current.on('data', (chunk) => {
      lastHeard = Date.now();
      incoming.parse(chunk);
    });
    current.on('error', (error) => (reason = error));
    current.on('close', () => lost(reason));
  };

  const watch = (): void => {
    if (socket === undefined) return;
    const now = Date.now();
    if (state !== 'connected') {
      if (now - lastHeard > connectTimeoutMs) socket.destroy(new Error('no CONNACK in time'));
      return;
    }
    const [oldest] = window.unacknowledged();
    if (oldest !== undefined && now - oldest.lastSentAt > ackTimeoutMs) {
      socket.destroy(new Error(`no PUBACK within ${ackTimeoutMs} ms`));
    } else if (keepalive > 0 && now - lastHeard > keepalive * 1500) {
      socket.destroy(new Error('no PINGRESP in time'));
    } else if (keepalive > 0 && now - Math.min(lastWrote, lastHeard) >= keepalive * 500) {
      // [MQTT-3.1.2-23] the client sees to it that something is sent within the keep alive
      write({ cmd: 'pingreq' });
    }
  };
  const tick = setInterval(watch, Math.min(connectTimeoutMs, ackTimeoutMs, (keepalive || 60) * 500) / 2);

  const device: Device = {
    deviceId,
    publish: (topic, payload, { qos = 1, retain = false, dup = false } = {}) =>
      new Promise((resolve, reject) => {
        if (state === 'closed') return reject(new Error(`device ${deviceId} is closed`));
        const bytes =
          typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload);
        const fresh = { packetId: 0, attempts: 0, firstSentAt: 0, lastSentAt: 0, firstMark: 0 };
        window.add({ topic, payload: bytes, qos, retain, dup, ...fresh, resolve, reject });
        flush();
      }),
    isConnected: () => state === 'connected',
    connected: () =>
      state === 'connected'
        ? Promise.resolve()
        : new Promise((resolve, reject) => waiters.push({ resolve, reject })),
    pending: window.size,
    cut: (forMs = 0) => {
      awayUntil = Date.now() + forMs;
      // From this moment on nothing leaves: what is said next waits, and is no re-send later.
      if (state === 'connected') state = 'connecting';
      if (socket !== undefined) return void socket.destroy(new Error('cut on purpose'));
      if (state === 'closed' || forMs === 0) return;
      clearTimeout(retry);
      retry = setTimeout(connect, forMs);
    },
    close: async () => {
      if (state === 'closed') return;
      const wasConnected = state === 'connected';
      state = 'closed';
      clearInterval(tick);
      clearTimeout(retry);
      const closed = new Error(`device ${deviceId} was closed before the broker acknowledged`);
      for (const waiter of waiters.splice(0)) waiter.reject(closed);
      waiters = [];
      for (const message of window.takeAll()) message.reject(closed);
      const last = socket;
      if (last === undefined || last.destroyed) return;
      await new Promise<void>((resolve) => {
        last.once('close', () => resolve());
        if (!wasConnected) return void last.destroy();
        write({ cmd: 'disconnect' });
        last.end();
        // A broker that hangs must not hold us.
        setTimeout(() => last.destroy(), 2000).unref();
      });
    },
  };
  connect();
  return device;
}
