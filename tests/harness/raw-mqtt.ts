import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { generate, parser, type IConnectPacket, type IPublishPacket, type Packet } from 'mqtt-packet';

export interface RawMqtt {
  readonly socket: Socket;
  /** everything the broker has sent so far */
  readonly received: readonly Packet[];
  readonly closed: Promise<void>;
  isClosed(): boolean;
  send(...packets: (Packet | Buffer)[]): void;
  /** Resolves with the first packet that fits, now or later; rejects when the connection ends before. */
  expect<Found extends Packet>(fits: (packet: Packet) => packet is Found): Promise<Found>;
  publish(packet: Pick<IPublishPacket, 'topic' | 'payload'> & Partial<IPublishPacket>): void;
  /** Resolves once the PUBACK of this packet id is there. */
  acked(messageId: number): Promise<void>;
  isAcked(messageId: number): boolean;
  /** Sends PINGREQ and waits for the answer: everything sent before has been read. */
  ping(): Promise<void>;
  /** Breaks the connection without DISCONNECT. */
  vanish(): void;
}

/** An MQTT 3.1.1 connection that does exactly what a test says, and nothing by itself. */
export async function rawMqtt(
  port: number,
  connectPacket: Partial<IConnectPacket> & { clientId: string },
): Promise<RawMqtt & { returnCode: number | undefined }> {
  const socket = connectTcp(port, '127.0.0.1');
  const received: Packet[] = [];
  let waiting: (() => void)[] = [];
  let ended = false;
  const wake = () => {
    for (const look of waiting.splice(0)) look();
  };
  const parse = parser();
  parse.on('packet', (packet: Packet) => {
    received.push(packet);
    wake();
  });
  socket.on('data', (chunk) => parse.parse(chunk));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      ended = true;
      wake();
      resolve();
    });
  });
  await once(socket, 'connect');

  const raw: RawMqtt = {
    socket,
    received,
    closed,
    isClosed: () => ended,
    send: (...packets) => {
      socket.write(
        Buffer.concat(packets.map((packet) => (Buffer.isBuffer(packet) ? packet : generate(packet)))),
      );
    },
    expect: async (fits) => {
      for (;;) {
        const found = received.find(fits);
        if (found !== undefined) return found;
        if (ended) throw new Error('the connection ended before the packet came');
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
    publish: (packet) =>
      raw.send({
        cmd: 'publish',
        qos: packet.messageId === undefined ? 0 : 1,
        dup: false,
        retain: false,
        ...packet,
      }),
    acked: async (messageId) => {
      await raw.expect((packet): packet is Packet => isAckOf(packet, messageId));
    },
    isAcked: (messageId) => received.some((packet) => isAckOf(packet, messageId)),
    ping: async () => {
      const before = received.filter((packet) => packet.cmd === 'pingresp').length;
      raw.send({ cmd: 'pingreq' });
      await raw.expect((packet): packet is Packet => {
        return (
          packet.cmd === 'pingresp' && received.filter((other) => other.cmd === 'pingresp').length > before
        );
      });
    },
    vanish: () => socket.destroy(),
  };
  waiting = [];
  raw.send({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    keepalive: 0,
    ...connectPacket,
  });
  const connack = await raw.expect((packet) => packet.cmd === 'connack').catch(() => undefined);
  return { ...raw, returnCode: connack?.returnCode };
}

function isAckOf(packet: Packet, messageId: number): boolean {
  return packet.cmd === 'puback' && packet.messageId === messageId;
}
