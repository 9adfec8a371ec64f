import { createRequire } from 'node:module';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import { findProgram } from '../../standalone/find-program.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { freePort } from '../../standalone/ports.ts';
import { startPrivateInflux } from '../../standalone/private-influx.ts';
import { startProgram } from '../../standalone/program.ts';
import { ROOT } from '../../standalone/start-service.ts';
import { installPeers } from '../contestants/install-peers.ts';
import type { Releasers } from '../side-by-side/with-release.ts';
import { influxCount } from './influx-count.ts';
import { NODE_RED_MEASUREMENT, nodeRedFlow, type Wiring } from './node-red-flow.ts';
import type { PathSubject } from './path-subject.ts';

export const NODE_RED_DOES: Record<Wiring, string> = {
  lines:
    'is Node-RED in the best wiring found: MQTT in (QoS 1, JSON), one function node that writes line protocol and gathers 5,000 lines or 100 ms, an HTTP request node to InfluxDB, presses to a WebSocket out node at once. Its broker is Mosquitto without persistence (Node-RED has none of its own; Mosquitto costs the least processor time), with unlimited queues so that it drops nothing. Nothing is authenticated or on disk before it is acknowledged.',
  'batch-node':
    'is the same Node-RED with the batch node of node-red-contrib-influxdb instead: 5,000 points or 100 ms.',
  unbatched:
    "is the same Node-RED as most people wire it: MQTT in, a function node that makes a point of a message, node-red-contrib-influxdb's out node with a write per message.",
};

const DIR = join(ROOT, 'bench', 'peers');

/** Node-RED with a broker and an InfluxDB of its own, and as many devices as Anju has. */
export async function startNodeRedPath(options: {
  sensors: number;
  buttons: number;
  wiring: Wiring;
}): Promise<PathSubject> {
  installPeers('mosquitto', 'packages');
  const releasers: Releasers = [];
  const stop = async () => {
    for (const release of releasers.splice(0).reverse()) await release();
  };
  try {
    const dir = await mkdtemp(join(tmpdir(), 'anju-bench-'));
    releasers.push(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
    const influx = await startPrivateInflux({ dir: join(dir, 'influx') });
    releasers.push(() => influx.stop());
    const [brokerPort, port] = [await freePort(), await freePort()];
    const broker = await startBroker(dir, brokerPort);
    releasers.push(() => broker.stop());

    await writeFile(join(dir, 'settings.cjs'), nodeRedSettings(dir, port));
    const flow = nodeRedFlow({ wiring: options.wiring, brokerPort, influxPort: influx.port });
    await writeFile(join(dir, 'flows.json'), JSON.stringify(flow));
    const nodeRed = await startProgram({
      name: 'node-red',
      command: process.execPath,
      args: [join(DIR, 'node_modules', 'node-red', 'red.js'), '--settings', join(dir, 'settings.cjs')],
      cwd: dir,
      env: { ...process.env, HOME: dir },
      onLine: (line) => /error|warn/i.test(line) && console.error(`node-red: ${line}`),
    });
    releasers.push(() => nodeRed.stop());
    const failed = nodeRed.exited.then((why) => new Error(`node-red ended (${why})`));
    const isUp = () => nodeRed.lastLines().some((line) => /Connected to broker/.test(line));
    await pollUntil(isUp, { timeoutMs: 30_000, failed });

    return {
      port: brokerPort,
      devices: unregistered(options),
      processes: { 'Node-RED': [nodeRed.pid], Mosquitto: [broker.pid] },
      stores: { InfluxDB: [influx.pid] },
      stored: () => influxCount(influx.url, 'anju', NODE_RED_MEASUREMENT),
      hearAlarms: (hear) => hearWebSocket(port, hear),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Nobody is asked who they are. */
function unregistered({ sensors, buttons }: { sensors: number; buttons: number }): LoadDevice[] {
  const some = (count: number, kind: LoadDevice['kind']) =>
    Array.from({ length: count }, () => ({ id: randomUUID(), homeId: randomUUID(), secret: 'none', kind }));
  return [...some(sensors, 'motion'), ...some(buttons, 'sos')];
}

/** Its defaults would drop what Node-RED does not take in time; nothing may be lost for want of a setting. */
async function startBroker(dir: string, port: number) {
  const command = findProgram('mosquitto');
  if (command === undefined) throw new Error('Mosquitto is missing');
  const lines = [
    `listener ${port} 127.0.0.1`,
    'allow_anonymous true',
    'persistence false',
    'max_queued_messages 0',
    'max_queued_bytes 0',
    'max_inflight_messages 0',
    'set_tcp_nodelay true',
    'log_type error',
    'log_dest stderr',
  ];
  if (process.getuid?.() === 0) lines.push('user root');
  await writeFile(join(dir, 'mosquitto.conf'), `${lines.join('\n')}\n`);
  return startProgram({
    name: 'mosquitto',
    command,
    args: ['-c', join(dir, 'mosquitto.conf')],
    onLine: (line) => console.error(`mosquitto: ${line}`),
  });
}

/** Headless, in a folder of its own, and it asks nobody on the network for anything. */
function nodeRedSettings(dir: string, port: number): string {
  const settings = {
    userDir: dir,
    flowFile: 'flows.json',
    uiHost: '127.0.0.1',
    uiPort: port,
    httpAdminRoot: false,
    credentialSecret: false,
    telemetry: { enabled: false, updateNotification: false },
    diagnostics: { enabled: false, ui: false },
    runtimeState: { enabled: false, ui: false },
    externalModules: {
      autoInstall: false,
      palette: { allowInstall: false, allowUpdate: false, allowUpload: false },
      modules: { allowInstall: false },
    },
    logging: { console: { level: 'info', metrics: false, audit: false } },
  };
  return `module.exports = ${JSON.stringify(settings, null, 2)};\n`;
}

interface WebSocketLike {
  on(event: 'open' | 'error' | 'message', listener: (value: unknown) => void): void;
  close(): void;
}

/** Node 20 has no WebSocket client; Node-RED brings one along. */
async function hearWebSocket(
  port: number,
  hear: (deviceId: string, time: number) => void,
): Promise<() => void> {
  const WebSocket = createRequire(join(DIR, 'package.json'))('ws') as new (url: string) => WebSocketLike;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/alarms`);
  await new Promise((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  socket.on('message', (data) => {
    const { deviceId, time } = JSON.parse(String(data)) as { deviceId: string; time: number };
    hear(deviceId, time);
  });
  return () => socket.close();
}
