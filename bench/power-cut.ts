import { setTimeout as sleep } from 'node:timers/promises';
import { defineCommand } from 'citty';
import type { LoadDevice } from '../device-sim/load/load-device.ts';
import { freePort } from '../standalone/ports.ts';
import { startService } from '../standalone/start-service.ts';
import { openStore } from '../store/open-store.ts';
import { logIn } from '../tests/harness/log-in.ts';
import { startPlatform, type Platform } from '../tests/harness/platform.ts';
import { registerMany } from '../tests/harness/register-many.ts';
import { waitUntilListening } from './contestants/wait-until-listening.ts';
import type { Percentiles } from './generator/generator-messages.ts';
import { pressMeanwhile } from './generator/press-meanwhile.ts';
import { startGenerator } from './generator/start-generator.ts';
import { openLive } from './open-live.ts';
import { compare } from './side-by-side/compare.ts';
import type { Figures } from './side-by-side/comparison.ts';
import { cpuPerMessage, meterCpu } from './side-by-side/meter.ts';
import { report, reportArgs } from './side-by-side/report.ts';
import { percentile } from './side-by-side/statistics.ts';
import { withRelease, type Releasers } from './side-by-side/with-release.ts';

const BACK = 'all homes are back, s';
const PUBACK = 'press of a home that had power → PUBACK';
const INCIDENT = 'press of a home that had power → `incident` event';
const BETWEEN = 'press of a home that comes back → PUBACK';
/** The last presses are on their way. */
const LAST_MS = 2_000;

/** An area gets its power back: every home connects at the same moment, and people press their buttons meanwhile. */
export const powerCutCommand = defineCommand({
  meta: {
    name: 'power-cut',
    description: 'all homes connect at the same moment, with presses among them; whole platform',
  },
  args: {
    ...reportArgs,
    rounds: { ...reportArgs.rounds, default: '1' },
    homes: { type: 'string', default: '50000', description: 'homes that come back' },
    brokers: { type: 'string', default: '3', description: 'broker processes they are spread over' },
    presses: { type: 'string', default: '20', description: 'a second, by homes that had power all the time' },
    among: { type: 'string', default: '10', description: 'presses a second by homes that come back' },
    patience: { type: 'string', default: '60', description: 's until homes that are not back are given up' },
    others: { type: 'string', default: '300', description: 'homes that had power all the time' },
  },
  run: ({ args }) =>
    withRelease(async (releasers) => {
      const [homes, brokers, others] = [Number(args.homes), Number(args.brokers), Number(args.others)];
      const platform = await startPlatform({
        own: { postgres: true, influx: true },
        env: { LOG_LEVEL: 'warn' },
      });
      releasers.push(() => platform.stop());
      const ports = [platform.mqttPort];
      const pids = [platform.pid('broker')];
      while (ports.length < brokers) {
        const { port, pid } = await startAnotherBroker(platform, releasers);
        ports.push(port);
        pids.push(pid);
      }
      const store = openStore({ databaseUrl: platform.databaseUrl, connections: 1 });
      const devices = await registerMany(store, { homes: homes + others, kinds: ['sos'] }).finally(() =>
        store.destroy(),
      );
      const processes = {
        brokers: pids,
        Redis: [platform.redis.pid()],
        PostgreSQL: platform.postgres === undefined ? [] : [platform.postgres.pid()],
        'ingest, alerting, console': (['ingest', 'alerting', 'console'] as const).map((name) =>
          platform.pid(name),
        ),
      };
      const comparison = await compare({
        title: `${homes} homes come back at the same moment, ${brokers} brokers, the whole platform beside them`,
        rounds: Number(args.rounds),
        say: (line) => console.error(line),
        aims: [
          { figure: BACK, of: 'Anju', atMost: 40 },
          { figure: `${PUBACK}, max ms`, of: 'Anju', atMost: 1_000 },
          { figure: `${INCIDENT}, max ms`, of: 'Anju', atMost: 1_000 },
          { figure: `${BETWEEN}, max ms`, of: 'Anju', atMost: 1_000 },
        ],
        contestants: [
          {
            name: 'Anju',
            does: 'is the whole platform with all durability on: brokers, Redis, PostgreSQL, InfluxDB, ingest, alerting and console, on the same two cores as the generators. A press of a home that comes back counts from the moment it leaves the device, which is as soon as it is connected.',
            versions: {},
            measure: () =>
              withRelease(
                (own) =>
                  turn(
                    {
                      platform,
                      ports,
                      processes,
                      back: devices.slice(0, homes),
                      others: devices.slice(homes),
                      presses: Number(args.presses),
                      among: Number(args.among),
                      patienceSeconds: Number(args.patience),
                    },
                    own,
                  ),
                releasers,
              ),
          },
        ],
      });
      report({ name: 'power-cut', comparisons: [comparison], options: args, json: args.json });
    }),
});

async function turn(
  options: {
    platform: Platform;
    ports: readonly number[];
    processes: Readonly<Record<string, readonly number[]>>;
    back: readonly LoadDevice[];
    others: readonly LoadDevice[];
    presses: number;
    among: number;
    patienceSeconds: number;
  },
  releasers: Releasers,
): Promise<Figures> {
  const { platform, ports, processes, back, others, presses, among, patienceSeconds } = options;
  const incidents = await hearIncidents(platform, new Set(others.map(({ id }) => id)), releasers);
  const generators = await Promise.all(ports.map(() => startGenerator(releasers)));
  const pressing = await pressMeanwhile({ ports, devices: others, perSecond: presses });
  const stopMeter = meterCpu({ ...processes, generators: generators.map(({ pid }) => pid) });
  generators.forEach((generator, n) =>
    generator.tell({
      order: 'crowd',
      port: ports[n] ?? 0,
      devices: back.filter((_, index) => index % ports.length === n),
      rates: { presses: among / ports.length },
    }),
  );
  const giveUp = new AbortController();
  await Promise.race([
    Promise.all(generators.map((generator) => generator.connected())),
    sleep(patienceSeconds * 1_000, undefined, { signal: giveUp.signal }),
  ]).finally(() => giveUp.abort());
  const cpu = stopMeter();
  const pressed = await pressing.end();
  await sleep(LAST_MS);
  const told = await Promise.all(generators.map((generator) => generator.end()));
  const messages = told.flatMap((one) => one.messages ?? []);
  const seconds = Math.max(...told.map(({ connects }) => connects.seconds ?? NaN));
  const seen = incidents();
  if (seen.length < pressed.acknowledged) {
    console.error(`${pressed.acknowledged} presses were acknowledged, ${seen.length} were seen as incidents`);
  }
  const ms = (name: string, { p50, p99, max }: Percentiles): Figures => ({
    [`${name}, p50 ms`]: p50,
    [`${name}, p99 ms`]: p99,
    [`${name}, max ms`]: max,
  });
  return {
    [BACK]: seconds,
    'connects/s': back.length / seconds,
    'homes that are back at the end, %':
      (100 * told.reduce((sum, { connects }) => sum + connects.held, 0)) / back.length,
    'attempts that failed and came again': told.reduce((sum, { connects }) => sum + connects.failed, 0),
    'presses acknowledged of homes that had power': pressed.acknowledged,
    'of these not seen as an incident': pressed.acknowledged - seen.length,
    ...ms(PUBACK, pressed),
    ...ms(INCIDENT, {
      p50: percentile(seen, 0.5),
      p99: percentile(seen, 0.99),
      max: percentile(seen, 1),
    }),
    'presses acknowledged of homes that came back': messages.reduce((sum, one) => sum + one.acknowledged, 0),
    // The worst broker's: percentiles of several cannot be put together.
    ...ms(BETWEEN, {
      p50: Math.max(...messages.map(({ fromWritten }) => fromWritten.p50)),
      p99: Math.max(...messages.map(({ fromWritten }) => fromWritten.p99)),
      max: Math.max(...messages.map(({ fromWritten }) => fromWritten.max)),
    }),
    ...cpuPerMessage(cpu, back.length, 'connect'),
  };
}

/** ms from each press of these devices until an open console has it in an incident. */
async function hearIncidents(
  platform: Platform,
  devices: ReadonlySet<string>,
  releasers: Releasers,
): Promise<() => number[]> {
  const session = await logIn(platform.httpUrl, 'admin', platform.adminPassword);
  const live = await openLive(platform.httpUrl, session.cookie);
  releasers.push(() => live.disconnect());
  const first = new Map<string, number>();
  live.on('incident', ({ events }) => {
    const now = Date.now();
    for (const { deviceId, at } of events) {
      if (deviceId === undefined || !devices.has(deviceId)) continue;
      const press = `${deviceId} ${at}`;
      if (!first.has(press)) first.set(press, now - Date.parse(at));
    }
  });
  return () => [...first.values()];
}

/** Beside that of the platform, with the same stores. */
async function startAnotherBroker(
  { redisUrl, databaseUrl }: Platform,
  releasers: Releasers,
): Promise<{ port: number; pid: number }> {
  const port = await freePort();
  const broker = await startService({
    name: 'broker',
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      MQTT_PORT: String(port),
      REDIS_URL: redisUrl,
      DATABASE_URL: databaseUrl,
      LOG_LEVEL: 'warn',
    },
    onLine: (line) => console.error(line),
  });
  releasers.push(() => broker.stop());
  await waitUntilListening(broker, port);
  return { port, pid: broker.pid };
}
