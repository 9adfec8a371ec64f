import { setTimeout as sleep } from 'node:timers/promises';
import { defineCommand } from 'citty';
import { runLoad } from '../device-sim/load/run-load.ts';
import { ANJU_PATH_DOES, startAnjuPath } from './path/anju-path.ts';
import { pressLatencies } from './path/press-latencies.ts';
import { compare } from './side-by-side/compare.ts';
import type { Aim, Figures } from './side-by-side/comparison.ts';
import { cpuPerMessage, meterCpu } from './side-by-side/meter.ts';
import { report, reportArgs } from './side-by-side/report.ts';
import { withRelease } from './side-by-side/with-release.ts';

/** Issue 4. */
const AIMS: readonly Aim[] = [
  { figure: 'waiting: alarm p99 ms', of: 'Anju', atMost: 250 },
  { figure: 'draining: alarm p99 ms', of: 'Anju', atMost: 250 },
  { figure: 'alarms never heard of', of: 'Anju', atMost: 0 },
  { figure: 'acknowledged and not stored exactly once', of: 'Anju', atMost: 0 },
];
const IN_FLIGHT = 10;
const PATIENCE_MS = 90_000;

/** Presses while readings of an InfluxDB outage wait, and while they are written when it is back. */
export const backlogCommand = defineCommand({
  meta: {
    name: 'backlog',
    description:
      'press to Socket.IO client while a million readings wait after an InfluxDB outage, and drain',
  },
  args: {
    ...reportArgs,
    rounds: { ...reportArgs.rounds, default: '1' },
    readings: { type: 'string', default: '1000000', description: 'that wait before presses are timed' },
    rate: { type: 'string', default: '500', description: 'readings a second meanwhile' },
    presses: { type: 'string', default: '10', description: 'presses a second meanwhile' },
    seconds: { type: 'string', default: '15', description: 'of presses before InfluxDB is back' },
    sensors: { type: 'string', default: '1000', description: 'motion sensors, each a connection' },
    buttons: { type: 'string', default: '400', description: 'buttons, each a connection' },
  },
  run: ({ args }) =>
    withRelease(async (releasers) => {
      const devices = { sensors: Number(args.sensors), buttons: Number(args.buttons) };
      const load = {
        readings: Number(args.readings),
        rate: Number(args.rate),
        presses: Number(args.presses),
        seconds: Number(args.seconds),
      };
      const measure = async () => {
        const subject = await startAnjuPath(devices);
        releasers.push(subject.stop);
        try {
          return await measureBacklog(subject, load);
        } finally {
          releasers.pop();
          await subject.stop();
        }
      };
      const comparison = await compare({
        title: `A press while ${load.readings} readings wait`,
        rounds: Number(args.rounds),
        aims: AIMS,
        say: (line) => console.error(line),
        contestants: [{ name: 'Anju', does: ANJU_PATH_DOES, versions: {}, measure }],
      });
      report({ name: 'backlog', comparisons: [comparison], options: args, json: args.json });
    }),
});

async function measureBacklog(
  subject: Awaited<ReturnType<typeof startAnjuPath>>,
  load: { readings: number; rate: number; presses: number; seconds: number },
): Promise<Figures> {
  const { platform, devices, processes, stores } = subject;
  const { influx } = platform;
  if (influx === undefined) throw new Error('the platform has no InfluxDB of its own');
  const broker = { host: '127.0.0.1', port: subject.port };
  const spooled = () => ingestMetric(platform.health.ingest, 'anju_ingest_spool_readings');
  const presses = pressLatencies();
  const deaf = await subject.hearAlarms(presses.hear);
  try {
    await influx.stop();
    const filled = await fill(subject, load.readings);
    await waitUntil(
      async () => (await spooled()) >= Math.min(filled, load.readings) && (await subject.waiting?.()) === 0,
    );
    console.error(`${await spooled()} readings wait on the spool, ${filled} were acknowledged`);

    const enough = new AbortController();
    const times = { waiting: 0, back: 0, drained: 0 };
    let stopMeter = () => ({}) as Figures;
    const script = async () => {
      await sleep(load.seconds * 1_000);
      stopMeter = meterCpu({ ...processes, ...stores });
      times.back = Date.now();
      await influx.start();
      await waitUntil(async () => (await spooled()) === 0);
      times.drained = Date.now();
      enough.abort();
    };
    const playing: Promise<void>[] = [];
    const { total } = await runLoad({
      broker,
      devices,
      mode: { kind: 'open', rates: { readings: load.rate, presses: load.presses } },
      clean: true,
      warmUpSeconds: 2,
      signal: enough.signal,
      witness: presses.witness,
      onStart: () => {
        times.waiting = Date.now();
        playing.push(script().finally(() => enough.abort()));
      },
    });
    await Promise.all(playing);
    const acknowledged = filled + total.acknowledged;
    await waitUntil(async () => (await subject.stored()) >= acknowledged).catch(() => undefined); // counted below
    const stored = await subject.stored();
    const waiting = await presses.between(times.waiting, times.back);
    const draining = await presses.between(times.back, times.drained);
    const seconds = (times.drained - times.back) / 1_000;
    return {
      'readings waiting': filled,
      ...prefixed('waiting', waiting),
      ...prefixed('draining', draining),
      'alarms never heard of':
        (waiting['alarms never heard of'] ?? 0) + (draining['alarms never heard of'] ?? 0),
      'draining, s': seconds,
      'drained readings/s': filled / seconds,
      acknowledged,
      stored,
      'acknowledged and not stored exactly once': Math.abs(acknowledged - stored),
      ...cpuPerMessage(stopMeter(), filled, 'drained reading'),
    };
  } finally {
    deaf();
  }
}

/** As fast as it goes: sensors only, until so many are acknowledged. */
async function fill(
  { port, devices }: Awaited<ReturnType<typeof startAnjuPath>>,
  readings: number,
): Promise<number> {
  const enough = new AbortController();
  let acknowledged = 0;
  const { total } = await runLoad({
    broker: { host: '127.0.0.1', port },
    devices: devices.filter(({ kind }) => kind !== 'sos'),
    mode: { kind: 'closed', inFlight: IN_FLIGHT },
    clean: true,
    signal: enough.signal,
    onProgress: (second) => {
      acknowledged += second.acknowledged;
      if (acknowledged >= readings) enough.abort();
    },
  });
  return total.acknowledged;
}

async function ingestMetric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? NaN);
}

async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error(`not so after ${PATIENCE_MS / 1_000} s`);
    await sleep(250);
  }
}

function prefixed(prefix: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${prefix}: ${name}`, value]));
}
