import { defineCommand } from 'citty';
import { build } from 'hdr-histogram-js';
import { connectAsync, type MqttClient } from 'mqtt';
import type { ServerToClient } from '../contracts/live.ts';
import { incidentCommandSchema, type Stage } from '../contracts/device-command.ts';
import { commandsTopic, readingsTopic } from '../contracts/topics.ts';
import { logIn, type Session } from '../tests/harness/log-in.ts';
import { startPlatform } from '../tests/harness/platform.ts';
import { openLive, type Live } from './open-live.ts';
import { startReadings } from './start-readings.ts';
import { stageMeans } from './stage-means.ts';

interface LatencyOptions {
  presses: number;
  homes: number;
  /** ms between two presses: idle means that one is over before the next */
  everyMs: number;
  /** a second, of other homes, beside the presses */
  readings: number;
}

/** Presses that warm up the code paths and are not counted. */
const WARM_UP = 40;

/**
 * Press → PUBACK, press → `incident` at a Socket.IO client, press → `received` at the device that pressed, and
 * acknowledge (HTTP) → `accepted` at that device, on a platform of its own that is otherwise idle, or takes readings meanwhile, with all durability on.
 * Each incident is closed before its button is pressed again. Prints percentiles in ms and the mean time an alarm spends in each stage.
 */
async function benchLatency({ presses, homes, everyMs, readings }: LatencyOptions): Promise<void> {
  const platform = await startPlatform({ own: { postgres: true, influx: true }, env: { LOG_LEVEL: 'warn' } });
  try {
    const session = await logIn(platform.httpUrl, 'admin', platform.adminPassword);
    const buttons = await registerButtons(session, homes);
    const clients = await Promise.all(
      buttons.map(({ id, secret }) =>
        connectAsync(platform.mqttUrl, { clientId: id, username: id, password: secret, protocolVersion: 4 }),
      ),
    );
    const socket = await openLive(platform.httpUrl, session.cookie);
    for (const [n, client] of clients.entries()) {
      await client.subscribeAsync(commandsTopic(buttons[n]?.id ?? ''), { qos: 1 });
    }
    const load = await startReadings(platform, readings);
    const acknowledged = build();
    const seen = build();
    const received = build();
    const accepted = build();
    for (let n = 0; n < presses + WARM_UP; n++) {
      const button = n % buttons.length;
      const client = clients[button];
      const id = buttons[button]?.id;
      if (client === undefined || id === undefined) throw new Error('no button');
      const at = Date.now();
      const shown = nextIncidentOf(socket, id, new Date(at).toISOString());
      const heard = nextStage(client, 'received');
      const start = performance.now();
      await client.publishAsync(
        readingsTopic(id),
        JSON.stringify({ action: 'emergency', battery: 97, seq: n + 1, time: at }),
        { qos: 1 },
      );
      const ack = performance.now() - start;
      const { moment, incidentId } = await shown;
      const whole = moment - start;
      const told = (await heard) - start;
      const takes = nextStage(client, 'accepted');
      const taken = performance.now();
      await session.request('POST', `/incidents/${incidentId}/acknowledge`, {});
      const acceptance = (await takes) - taken;
      await session.request('POST', `/incidents/${incidentId}/resolve`, { disposition: 'test' });
      if (n >= WARM_UP) {
        acknowledged.recordValue(Math.round(ack * 1_000));
        seen.recordValue(Math.round(whole * 1_000));
        received.recordValue(Math.round(told * 1_000));
        accepted.recordValue(Math.round(acceptance * 1_000));
      }
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    for (const [name, histogram] of [
      ['press → PUBACK', acknowledged],
      ['press → incident event', seen],
      ['press → `received` at the device', received],
      ['acknowledge → `accepted` at the device', accepted],
    ] as const) {
      const ms = (percentile: number) => (histogram.getValueAtPercentile(percentile) / 1_000).toFixed(1);
      console.log(
        `${name}: p50 ${ms(50)} ms, p90 ${ms(90)} ms, p99 ${ms(99)} ms, max ${ms(100)} ms (n=${presses})`,
      );
    }
    console.log(
      "mean ms by stage, from the broker's clock on:",
      JSON.stringify(await stageMeans(platform.health.alerting)),
    );
    await load.stop();
    socket.disconnect();
    await Promise.all(clients.map((client) => client.endAsync()));
  } finally {
    await platform.stop();
  }
}

export const latencyCommand = defineCommand({
  meta: {
    name: 'latency',
    description: 'Press to PUBACK, to the screen and back to the device, on an idle platform of its own',
  },
  args: {
    presses: { type: 'string', default: '200', description: 'presses that are counted' },
    homes: { type: 'string', default: '20', description: 'homes that take turns' },
    readings: { type: 'string', default: '0', description: 'readings a second of 500 other devices' },
    every: { type: 'string', default: '100', description: 'ms between two presses' },
  },
  run: ({ args }) =>
    benchLatency({
      presses: Number(args.presses),
      homes: Number(args.homes),
      everyMs: Number(args.every),
      readings: Number(args.readings),
    }),
});

async function registerButtons(session: Session, homes: number): Promise<{ id: string; secret: string }[]> {
  const area = await session.request<{ id: string }>('POST', '/areas', { name: 'bench' });
  const buttons: { id: string; secret: string }[] = [];
  for (let n = 0; n < homes; n++) {
    const home = await session.request<{ id: string }>('POST', '/homes', {
      areaId: area.id,
      address: `bench ${n}`,
    });
    buttons.push(
      await session.request('POST', `/homes/${home.id}/devices`, { kind: 'sos', room: 'bedroom' }),
    );
  }
  return buttons;
}

/** Resolves with the moment at which an update holding this very press arrived, and whose it is. */
function nextIncidentOf(
  socket: Live,
  deviceId: string,
  at: string,
): Promise<{ moment: number; incidentId: string }> {
  return new Promise((resolve) => {
    const look: ServerToClient['incident'] = (incident) => {
      if (!incident.events.some((event) => event.deviceId === deviceId && event.at === at)) return;
      socket.off('incident', look);
      resolve({ moment: performance.now(), incidentId: incident.id });
    };
    socket.on('incident', look);
  });
}

/** Resolves with the moment at which the device hears the next command of this stage. */
function nextStage(client: MqttClient, stage: Stage): Promise<number> {
  return new Promise((resolve) => {
    const look = (_topic: string, payload: Buffer): void => {
      if (incidentCommandSchema.parse(JSON.parse(payload.toString())).stage !== stage) return;
      client.off('message', look);
      resolve(performance.now());
    };
    client.on('message', look);
  });
}
