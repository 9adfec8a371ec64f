import { connect, type Socket } from 'node:net';
import { build, type Histogram } from 'hdr-histogram-js';
import { generate } from 'mqtt-packet';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import { sourceAddresses } from '../../device-sim/load/source-addresses.ts';

export interface Connected {
  /** from the first attempt to the last CONNACK */
  seconds: number;
  /** µs from the attempt to the CONNACK */
  latency: Histogram;
  /** connections that ended since */
  lost: () => number;
  /** Resets them all: nothing is left waiting in the kernel. */
  close: () => void;
}

/**
 * Connects devices with nothing but a socket each, at the least cost that Node can do it: who measures how fast
 * connections are accepted needs a generator that is faster.
 * @param underWay how many attempts are made at the same time. More than a listener's backlog (Mosquitto: 100) and the
 *   kernel drops some, which come again a second later: then the kernel's clock would be measured
 * @throws Error when a connection fails or is refused
 */
export async function connectAll(options: {
  port: number;
  devices: readonly LoadDevice[];
  underWay: number;
}): Promise<Connected> {
  const { port, devices, underWay } = options;
  const sources = sourceAddresses('127.0.0.1', devices.length);
  const latency = build();
  const sockets: Socket[] = [];
  let closing = false;
  let lost = 0;
  const packets = devices.map(connectPacket);
  const started = performance.now();

  await new Promise<void>((resolve, reject) => {
    let next = 0;
    let connected = 0;
    const open = (): void => {
      const index = next;
      next += 1;
      const since = performance.now();
      const localAddress = sources[index % Math.max(1, sources.length)];
      const socket = connect({
        port,
        host: '127.0.0.1',
        noDelay: true,
        ...(localAddress !== undefined && { localAddress }),
        onread: { buffer: received, callback: (size, buffer) => answered(size, buffer) },
      });
      const answered = (_size: number, buffer: Uint8Array): boolean => {
        if (buffer[0] !== 0x20 || buffer[3] !== 0) {
          reject(new Error(`device ${devices[index]?.id} was refused with CONNACK ${buffer[3]}`));
          return false;
        }
        latency.recordValue(Math.max(1, Math.round((performance.now() - since) * 1_000)));
        connected += 1;
        if (connected === devices.length) resolve();
        else if (next < devices.length) open();
        return true;
      };
      socket.write(packets[index] as Buffer);
      socket.on('error', reject);
      socket.on('close', () => (lost += closing ? 0 : 1));
      sockets.push(socket);
    };
    for (let n = 0; n < Math.min(underWay, devices.length); n++) open();
  });
  return {
    seconds: (performance.now() - started) / 1_000,
    latency,
    lost: () => lost,
    close: () => {
      closing = true;
      for (const socket of sockets) socket.resetAndDestroy();
    },
  };
}

/** An answer to a CONNECT fits, is read at once, and is never kept. */
const received = Buffer.alloc(64);

function connectPacket({ id, secret }: LoadDevice): Buffer {
  return generate({
    cmd: 'connect',
    protocolId: 'MQTT',
    protocolVersion: 4,
    clean: true,
    // Nobody's ping falls into what is measured.
    keepalive: 600,
    clientId: id,
    username: id,
    password: Buffer.from(secret),
  });
}
