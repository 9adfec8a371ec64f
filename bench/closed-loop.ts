import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { build, type Histogram } from 'hdr-histogram-js';
import { generate } from 'mqtt-packet';

export interface LoopClient {
  clientId: string;
  username?: string;
  password?: string;
  topic: string;
}

export interface LoopResult {
  acknowledged: number;
  seconds: number;
  /** ms from PUBLISH to PUBACK */
  latency: Histogram;
}

/**
 * Closed-loop QoS 1 publishers: each keeps `inFlight` messages unacknowledged, as a device that waits does.
 * `onStart` and `onEnd` stand around the measured time, after everybody is connected and warm.
 */
export async function closedLoop(options: {
  port: number;
  clients: readonly LoopClient[];
  inFlight: number;
  seconds: number;
  warmUpSeconds: number;
  payload: Buffer;
  onStart: () => void;
  onEnd: () => void;
}): Promise<LoopResult> {
  const { port, clients, inFlight, seconds, warmUpSeconds, payload } = options;
  const latency = build();
  let measuring = false;
  let acknowledged = 0;
  const sockets: Socket[] = [];
  for (let at = 0; at < clients.length; at += 50) {
    const opened = await Promise.all(clients.slice(at, at + 50).map((client) => open(port, client)));
    sockets.push(...opened);
  }
  sockets.forEach((socket, index) => {
    const { topic } = clients[index] as LoopClient;
    const packet = generate({
      cmd: 'publish',
      topic,
      payload,
      qos: 1,
      messageId: 1,
      dup: false,
      retain: false,
    });
    const idAt = packet.length - payload.length - 2;
    const sentAt = new Float64Array(inFlight + 1);
    const publish = (slots: readonly number[]) => {
      const bytes = Buffer.allocUnsafe(packet.length * slots.length);
      slots.forEach((slot, n) => {
        packet.copy(bytes, n * packet.length);
        bytes.writeUInt16BE(slot, n * packet.length + idAt);
        sentAt[slot] = performance.now();
      });
      socket.write(bytes);
    };
    let rest: Buffer = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      const data = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
      const whole = data.length - (data.length % 4);
      const now = performance.now();
      const free: number[] = [];
      for (let at = 0; at < whole; at += 4) {
        if (data[at] !== 0x40) throw new Error(`something else than PUBACK came: ${data[at]}`);
        const slot = data.readUInt16BE(at + 2);
        if (measuring) {
          acknowledged += 1;
          latency.recordValue(Math.max(1, Math.round((now - (sentAt[slot] as number)) * 1000)));
        }
        free.push(slot);
      }
      rest = data.subarray(whole);
      if (free.length > 0 && !socket.destroyed) publish(free);
    });
    publish(Array.from({ length: inFlight }, (_, slot) => slot + 1));
  });
  await sleep(warmUpSeconds);
  options.onStart();
  measuring = true;
  const from = performance.now();
  await sleep(seconds);
  measuring = false;
  const elapsed = (performance.now() - from) / 1000;
  options.onEnd();
  for (const socket of sockets) socket.destroy();
  return { acknowledged, seconds: elapsed, latency };
}

async function open(port: number, { clientId, username, password }: LoopClient): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await once(socket, 'connect');
  socket.write(
    generate({
      cmd: 'connect',
      protocolId: 'MQTT',
      protocolVersion: 4,
      clean: true,
      keepalive: 60,
      clientId,
      ...(username !== undefined && { username }),
      ...(password !== undefined && { password: Buffer.from(password) }),
    }),
  );
  const [connack] = (await once(socket, 'data')) as [Buffer];
  if (connack[3] !== 0) throw new Error(`${clientId} was refused with CONNACK ${connack[3]}`);
  return socket;
}

function sleep(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, seconds * 1000));
}
