import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { defineCommand } from 'citty';
import { sql } from 'kysely';
import type { Snapshot } from '../../contracts/live.ts';
import { runLoad } from '../../device-sim/load/run-load.ts';
import { inTime } from '../../service/in-time.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { SERVICES } from '../../standalone/start-service.ts';
import { openStore } from '../../store/open-store.ts';
import { startAliyunProvider } from '../../tests/harness/aliyun-provider.ts';
import { logIn } from '../../tests/harness/log-in.ts';
import { startPlatform, type Platform } from '../../tests/harness/platform.ts';
import { PROVIDER_ACCOUNT, providerEnv } from '../../tests/harness/provider-env.ts';
import { registerMany } from '../../tests/harness/register-many.ts';
import { openLive, type Live } from '../open-live.ts';
import type { Figures } from '../side-by-side/comparison.ts';
import { memoryOf, meterCpu } from '../side-by-side/meter.ts';
import { percentile } from '../side-by-side/statistics.ts';
import { stageMeans } from '../stage-means.ts';
import { findLost } from './find-lost.ts';
import { readCallsMade } from './calls-made.ts';
import { watchScreen } from './watch-screen.ts';

const SNAPSHOT_PATIENCE_MS = 30_000;

interface StormOptions {
  homes: number;
  withinSeconds: number;
  /** how long everybody may take to be told */
  patienceSeconds: number;
  json: string | undefined;
}

/**
 * Many homes press within seconds, each on a connection of its own: how long until all are incidents on an operator's
 * screen, whether one is lost, and how long until everybody's first call has been handed to the provider.
 */
async function benchStorm({ homes, withinSeconds, patienceSeconds, json }: StormOptions): Promise<void> {
  const releasers: (() => unknown)[] = [];
  try {
    const aliyun = await startAliyunProvider(PROVIDER_ACCOUNT);
    releasers.push(() => aliyun.stop());
    const platform = await startPlatform({
      own: { postgres: true, influx: true },
      env: {
        ...providerEnv({ aliyunUrl: aliyun.url }),
        ALLOW_LOOPBACK_TARGETS: 'true',
        LOG_LEVEL: 'error',
      },
    });
    releasers.push(() => platform.stop());
    const store = openStore({ databaseUrl: platform.databaseUrl, connections: 2 });
    releasers.push(() => store.destroy());
    const devices = await registerMany(store, { homes, kinds: ['sos'], contacts: 2, areaName: 'storm' });
    // As autovacuum does within a minute; nobody registers ten thousand homes a moment before the storm.
    await sql`analyze`.execute(store);
    const session = await logIn(platform.httpUrl, 'admin', platform.adminPassword);
    const live = await openLive(platform.httpUrl, session.cookie);
    releasers.push(() => live.disconnect());
    const screen = watchScreen(live);

    const pressedAt = new Map<string, number>();
    let spent = cpuMeter(platform);
    const load = await runLoad({
      broker: { host: '127.0.0.1', port: platform.mqttPort },
      devices,
      mode: { kind: 'open', rates: { presses: homes / withinSeconds } },
      seconds: withinSeconds,
      connectsPerSecond: 500,
      drainSeconds: 20,
      witness: {
        note: ({ device, sentAt, acknowledgedAt, intendedAt }) => {
          if (sentAt !== undefined && acknowledgedAt !== undefined && !pressedAt.has(device.id))
            pressedAt.set(device.id, intendedAt);
        },
      },
      onStart: () => {
        spent = cpuMeter(platform);
      },
    });
    const pressed = [...pressedAt.keys()];
    await pollUntil(() => Promise.resolve(pressed.every((id) => screen.shownAt.has(id))), {
      timeoutMs: patienceSeconds * 1_000,
    }).catch(() => undefined); // what is missing is counted below
    const cpuShown = spent();
    const stages = await stageMeans(platform.health.alerting);
    const firstAt = Math.min(...pressedAt.values());
    const shown = [...screen.shownAt].flatMap(([id, at]) => {
      const since = pressedAt.get(id);
      return since === undefined ? [] : [{ at: at - firstAt, ms: at - since }];
    });
    // At once: calling may take long.
    console.log(
      `${pressed.length} acknowledged; on the screen, in all at the end of each second:`,
      perSecond(shown.map(({ at }) => at)).join(' '),
      'CPU s by process:',
      JSON.stringify(cpuShown),
      'stages:',
      JSON.stringify(stages),
    );
    await pollUntil(
      async () => {
        const made = await readCallsMade(store);
        return made.rounds >= pressed.length && made.handedOver >= made.calls;
      },
      { timeoutMs: patienceSeconds * 1_000, everyMs: 1_000 },
    ).catch(() => undefined); // what is missing is counted below
    const calls = await readCallsMade(store);
    const cpuCalled = spent();
    const snapshot = await timeSnapshot(live);
    const lost = await findLost(pressed, { store, session, shown: screen.shownAt });
    const after = (at: number | undefined) =>
      at === undefined ? undefined : Math.round(at - firstAt) / 1_000;
    const result = {
      homes,
      withinSeconds,
      acknowledged: pressed.length,
      generator: { valid: load.valid, why: load.invalidBecause, lagMs: load.lagMs, cpuShare: load.cpuShare },
      pubackMs: {
        p50: load.latency.getValueAtPercentile(50) / 1_000,
        p99: load.latency.getValueAtPercentile(99) / 1_000,
      },
      pressToScreenMs: percentilesOf(shown.map(({ ms }) => ms)),
      stageMeansMs: stages,
      lastShownAfterSeconds: Math.max(...shown.map(({ at }) => at)) / 1_000,
      shownAfterSeconds: perSecond(shown.map(({ at }) => at)),
      lost: { database: lost.database.length, http: lost.http.length, screen: lost.screen.length },
      firstRounds: calls.rounds,
      firstCalls: calls.calls,
      firstCallsHandedOver: calls.handedOver,
      lastFirstRoundAfterSeconds: after(calls.lastRoundAt),
      lastFirstCallAfterSeconds: after(calls.lastCallAt),
      cpuSecondsUntilShown: cpuShown,
      cpuSecondsUntilCalled: cpuCalled,
      peakMiB: Object.fromEntries(
        processesOf(platform).map(([name, pid]) => [name, Math.round(memoryOf([pid]).peak)]),
      ),
      updatesOnScreen: screen.updates(),
      snapshot,
    };
    const file = json ?? join('data', 'bench', `storm-${new Date().toISOString().replaceAll(':', '')}.json`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
    console.log(JSON.stringify(result, null, 1));
    console.log(`written to ${file}`);
    if (lost.database.length + lost.http.length + lost.screen.length > 0) process.exitCode = 1;
  } finally {
    for (const release of releasers.reverse()) await release();
  }
}

/** What a screen that has just been opened has to take. */
async function timeSnapshot(live: Live) {
  const started = performance.now();
  const asked = new Promise<Snapshot>((resolve) => live.emit('snapshot', resolve));
  const snapshot = await inTime(asked, SNAPSHOT_PATIENCE_MS).catch(() => undefined);
  if (snapshot === undefined) return `no answer within ${SNAPSHOT_PATIENCE_MS} ms`;
  const ms = Math.round(performance.now() - started);
  return { incidents: snapshot.incidents.length, ms, bytes: Buffer.byteLength(JSON.stringify(snapshot)) };
}

function processesOf(platform: Platform): [string, number][] {
  const services = SERVICES.filter((name) => name !== 'watchdog');
  return [
    ...services.map((name): [string, number] => [name, platform.pid(name)]),
    ['redis', platform.redis.pid()],
    ...(platform.postgres ? [['postgres', platform.postgres.pid()] as [string, number]] : []),
    ...(platform.influx ? [['influx', platform.influx.pid()] as [string, number]] : []),
  ];
}

/** CPU seconds from now on, by process; the generator has the provider and the screen in it. */
function cpuMeter(platform: Platform): () => Figures {
  const processes = Object.fromEntries(processesOf(platform).map(([name, pid]) => [name, [pid]]));
  return meterCpu(processes, { name: 'generator', pid: process.pid });
}

function percentilesOf(values: readonly number[]) {
  const at = (share: number): number => Math.round(percentile(values, share));
  return { p50: at(0.5), p99: at(0.99), max: at(1) };
}

/** How many were on the screen at the end of each second. */
function perSecond(moments: readonly number[]): number[] {
  const seconds = Math.ceil(Math.max(0, ...moments) / 1_000);
  return Array.from({ length: seconds }, (_, n) => moments.filter((at) => at <= (n + 1) * 1_000).length);
}

export const stormCommand = defineCommand({
  meta: {
    name: 'storm',
    description:
      'Many homes press within seconds: until all are on the screen, and until all are being called',
  },
  args: {
    homes: { type: 'string', default: '10000', description: 'homes, a press each' },
    within: { type: 'string', default: '10', description: 'seconds in which they press' },
    patience: { type: 'string', default: '100', description: 'seconds that calling may take afterwards' },
    json: { type: 'string', description: 'file for the figures' },
  },
  run: ({ args }) =>
    benchStorm({
      homes: Number(args.homes),
      withinSeconds: Number(args.within),
      patienceSeconds: Number(args.patience),
      json: args.json,
    }),
});
