import { connect as connectTcp, type Socket } from 'node:net';
import { generate } from 'mqtt-packet';
import { readingsTopic } from '../../contracts/topics.ts';
import { backoffMs } from '../backoff.ts';
import { inFlight } from '../in-flight.ts';
import { classOf, type LoadClass } from './load-class.ts';
import type { LoadDevice } from './load-device.ts';
import { packetScanner, type ScannedPackets } from './packet-scanner.ts';
import { encodePublish, publishTemplates } from './publish-template.ts';

/** A message on its way. Moments are of the monotonic clock (`performance.now`). */
export interface SentMessage {
  readonly qos: 1;
  packetId: number;
  readonly seq: number;
  /** epoch ms: what the device's clock said */
  readonly time: number;
  readonly intended: number;
  /** first write; 0: never */
  sent: number;
  lastWrite: number;
  attempts: number;
}

/** What happens to connections; one object for all of them. */
export interface ConnectionEvents {
  /** CONNACK 0; `tookMs` since the device first wanted this connection, failed attempts included */
  connected: (tookMs: number) => void;
  attempted: () => void;
  /** a CONNECT was answered with another code */
  refused: (connection: LoadConnection, returnCode: number) => void;
  /** no connection could be made */
  failed: (reason: string) => void;
  /** it was there, and is gone */
  lost: (reason: string) => void;
  sent: (connection: LoadConnection, message: SentMessage) => void;
  resent: () => void;
  acknowledged: (connection: LoadConnection, message: SentMessage, now: number) => void;
}

export interface ConnectionSettings {
  host: string;
  port: number;
  clean: boolean;
  keepaliveSeconds: number;
  maxInFlight: number;
  ackTimeoutMs: number;
  connectTimeoutMs: number;
  backoff: { firstMs?: number; longestMs?: number };
  random: () => number;
  /** no `seq` below it has been used by anyone */
  firstSeq: number;
  events: ConnectionEvents;
}

export interface LoadConnection {
  readonly device: LoadDevice;
  readonly class: LoadClass;
  readonly topic: string;
  connect: () => void;
  /**
   * One message more. It leaves now, or in its turn once there is a connection and room on it.
   * @param intended the moment at which it should leave (monotonic)
   * @param time the device's clock, epoch ms; made later where it would repeat
   */
  say: (intended: number, time: number) => void;
  isConnected: () => boolean;
  /** messages said and not yet acknowledged */
  pending: () => number;
  /** looks for what did not come in time, and keeps the connection alive; to be called about once a second */
  watch: (now: number) => void;
  /** cuts the connection without DISCONNECT; it comes back by itself */
  cut: () => void;
  /** DISCONNECT and the end. What was not acknowledged is handed over, in order */
  close: () => SentMessage[];
}

const PINGREQ = Buffer.from([0xc0, 0]);
const DISCONNECT = Buffer.from([0xe0, 0]);
/** Read by one socket at a time, and never kept: 20,000 sockets need one buffer. */
const received = Buffer.allocUnsafe(65_536);

/**
 * One device of a load: a connection that does only what a load needs, for a few µs a message. It re-sends
 * with DUP, in order, what a lost connection left unacknowledged, with the same `seq` and `time`.
 * @param source the source address; the system chooses when it is undefined
 */
export function loadConnection(
  device: LoadDevice,
  settings: ConnectionSettings,
  source: string | undefined,
): LoadConnection {
  const { keepaliveSeconds, events } = settings;
  const topic = readingsTopic(device.id);
  const templates = publishTemplates(topic, device.kind);
  const window = inFlight<SentMessage>(settings.maxInFlight);
  let socket: Socket | undefined;
  let state: 'idle' | 'connecting' | 'connected' | 'closed' = 'idle';
  let wantedSince = 0;
  let attempt = 0;
  let retry: NodeJS.Timeout | undefined;
  let lastHeard = 0;
  let lastWrote = 0;
  let seq = settings.firstSeq - 1;
  let lastTime = 0;
  /** While a chunk of acknowledgements is read, what they make room for is collected and leaves together. */
  let scanning = false;

  const templateOf = (message: SentMessage) =>
    (templates.length === 1
      ? templates[0]
      : templates[message.seq % templates.length]) as (typeof templates)[0];

  const write = (messages: readonly SentMessage[]): void => {
    let size = 0;
    for (const message of messages) size += templateOf(message).bytes.length;
    const bytes = Buffer.allocUnsafe(size);
    const now = performance.now();
    let at = 0;
    for (const message of messages) {
      at = encodePublish(templateOf(message), message, bytes, at);
      message.lastWrite = now;
      message.attempts += 1;
      if (message.attempts > 1) events.resent();
      else {
        message.sent = now;
        events.sent(connection, message);
      }
    }
    lastWrote = now;
    socket?.write(bytes);
  };

  const flush = (): void => {
    if (state !== 'connected' || scanning) return;
    const first = window.next();
    if (first === undefined) return;
    const messages = [first];
    for (let message = window.next(); message !== undefined; message = window.next()) messages.push(message);
    write(messages);
  };

  const found: ScannedPackets = {
    puback: (packetId) => {
      const message = window.acknowledge(packetId);
      if (message !== undefined) events.acknowledged(connection, message, lastHeard);
    },
    connack: (returnCode) => {
      if (returnCode !== 0) {
        events.refused(connection, returnCode);
        socket?.destroy(new Error(`CONNACK ${returnCode}`));
        return;
      }
      state = 'connected';
      attempt = 0;
      events.connected(performance.now() - wantedSince);
      const again = [...window.unacknowledged()];
      if (again.length > 0) write(again);
    },
  };

  const dial = (): void => {
    state = 'connecting';
    events.attempted();
    lastHeard = lastWrote = performance.now();
    let reason = 'the broker closed the connection';
    const read = packetScanner(found);
    const current: Socket = connectTcp({
      host: settings.host,
      port: settings.port,
      noDelay: true,
      ...(source !== undefined && { localAddress: source }),
      onread: {
        buffer: received,
        callback: (size, buffer) => {
          if (current !== socket) return false;
          lastHeard = performance.now();
          scanning = true;
          try {
            read(buffer.subarray(0, size));
          } catch (error) {
            current.destroy(error as Error);
          }
          scanning = false;
          flush();
          return true;
        },
      },
    });
    socket = current;
    current.once('connect', () => current.write(connectPacket(device, settings)));
    // Nobody reads: the end of the broker's side is the end.
    current.on('end', () => current.destroy());
    current.on('error', (error: NodeJS.ErrnoException) => (reason = error.code ?? error.message));
    current.on('close', () => {
      if (current === socket) over(reason);
    });
  };

  const over = (reason: string): void => {
    socket = undefined;
    if (state === 'closed') return;
    if (state === 'connected') {
      wantedSince = performance.now();
      events.lost(reason);
    } else if (!reason.startsWith('CONNACK')) events.failed(reason);
    state = 'connecting';
    retry = setTimeout(dial, backoffMs(attempt, settings.random, settings.backoff));
    attempt += 1;
  };

  const connection: LoadConnection = {
    device,
    class: classOf(device.kind),
    topic,
    connect: () => {
      if (state !== 'idle') return;
      wantedSince = performance.now();
      dial();
    },
    say: (intended, time) => {
      lastTime = Math.max(Math.floor(time), lastTime + 1);
      seq += 1;
      window.add({ qos: 1, packetId: 0, seq, time: lastTime, intended, sent: 0, lastWrite: 0, attempts: 0 });
      flush();
    },
    isConnected: () => state === 'connected',
    pending: window.size,
    watch: (now) => {
      if (socket === undefined || socket.destroyed) return;
      if (state !== 'connected') {
        if (now - lastHeard > settings.connectTimeoutMs) socket.destroy(new Error('no CONNACK in time'));
        return;
      }
      const [oldest] = window.unacknowledged();
      if (oldest !== undefined && now - oldest.lastWrite > settings.ackTimeoutMs) {
        socket.destroy(new Error('no PUBACK in time'));
      } else if (keepaliveSeconds > 0 && now - lastHeard > keepaliveSeconds * 1500) {
        socket.destroy(new Error('no PINGRESP in time'));
      } else if (keepaliveSeconds > 0 && now - Math.min(lastHeard, lastWrote) >= keepaliveSeconds * 500) {
        // [MQTT-3.1.2-23] something is sent within the keep alive
        lastWrote = now;
        socket.write(PINGREQ);
      }
    },
    cut: () => socket?.destroy(new Error('cut on purpose')),
    close: () => {
      const wasConnected = state === 'connected';
      state = 'closed';
      clearTimeout(retry);
      if (wasConnected) socket?.end(DISCONNECT, () => socket?.destroy());
      else socket?.destroy();
      return window.takeAll();
    },
  };
  return connection;
}

function connectPacket({ id, secret }: LoadDevice, { clean, keepaliveSeconds }: ConnectionSettings): Buffer {
  return generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean,
    keepalive: keepaliveSeconds,
    clientId: id,
    username: id,
    password: Buffer.from(secret),
  });
}
