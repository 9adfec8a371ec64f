import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { openDevice } from '../../device-sim/mqtt-connection.ts';
import type { LoadDevice } from '../../device-sim/load/load-device.ts';
import type { LoadSecond } from '../../device-sim/load/load-result.ts';
import { runLoad } from '../../device-sim/load/run-load.ts';
import { seededRandom } from '../../device-sim/seeded-random.ts';
import { readingsTopic } from '../../contracts/topics.ts';
import { openStore } from '../../store/open-store.ts';
import { logIn } from '../harness/log-in.ts';
import {
  auditCalls,
  auditPresses,
  auditReadings,
  compareScreens,
  findSpooled,
  findStuck,
} from './audit-run.ts';
import type { ChaosResult, PartDeath } from './chaos-result.ts';
import { isReady, startDoubledPlatform, type DoubledPlatform } from './doubled-platform.ts';
import type { FaultKind } from './fault.ts';
import { isKept } from './judge-once.ts';
import { openLiveScreen } from './live-screen.ts';
import { startOperators } from './operators.ts';
import { INSTANCES } from './parts.ts';
import { planSchedule } from './plan-schedule.ts';
import { registerPopulation } from './population.ts';
import { keepPromises, type Promises } from './promises.ts';
import { heal, runSchedule } from './run-schedule.ts';
import { watchLateness } from './watch-lateness.ts';
import { watchLogs } from './watch-logs.ts';
import { watchParts } from './watch-parts.ts';

export interface ChaosOptions {
  seed: number;
  minutes: number;
  /** messages a second */
  readings: number;
  presses: number;
  atOnce?: number;
  /** only faults of these kinds, of the same schedule */
  only?: readonly FaultKind[];
  /** how long all that was accepted may take to arrive once everything is well again; default 120 */
  patienceSeconds?: number;
  logDir: string;
  /** ends the faults and the load early; everything is audited all the same */
  signal?: AbortSignal;
  say?: (line: string) => void;
}

const LOAD_DRAIN_S = 40;
/** What a call may be late without any fault, and a call of the last moments has had no time, ms. */
const SETTLE_MS = 8_000;

/**
 * A platform of two of everything under load, a schedule of faults from the seed, and afterwards the audit of what was
 * promised. Resolves also when promises were broken: `findings` says which.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const { seed, minutes, readings, presses, logDir, say = () => undefined } = options;
  const planned = planSchedule({ seed, minutes, ...(options.atOnce && { atOnce: options.atOnce }) });
  const { only, patienceSeconds = 120 } = options;
  const drainMs = patienceSeconds * 1_000;
  const schedule = { ...planned, faults: planned.faults.filter(({ kind }) => only?.includes(kind) ?? true) };
  const releasers: (() => unknown)[] = [];
  const startedAt = Date.now();
  const logs = watchLogs();
  const deaths: PartDeath[] = [];
  try {
    say(`seed ${seed}: ${schedule.faults.length} faults in ${minutes} min; starting two of everything`);
    const platform = await startDoubledPlatform({
      random: seededRandom('proxy', seed),
      minutes,
      logDir,
      onLine: logs.onLine,
      onDeath: (part, death) => {
        deaths.push({ part, ...death });
        if (death.byItself) say(`${part} ended by itself (${death.why})`);
      },
    });
    releasers.push(() => platform.stop());
    const store = openStore({
      databaseUrl: platform.urls.postgres,
      connections: 3,
      onError: () => undefined,
    });
    releasers.push(() => store.destroy());
    const population = await registerPopulation(store);
    const promises = keepPromises();
    const lateness = watchLateness();
    const desks = await Promise.all(
      platform.consoleUrls.map(async (url) => {
        const session = await logIn(url, 'admin', platform.adminPassword);
        const screen = openLiveScreen({ url, cookie: session.cookie, onIncident: lateness.onIncident });
        releasers.push(() => screen.close());
        return { session, screen };
      }),
    );
    const ours = new Set(population.load.map(({ homeId }) => homeId));
    const operators = startOperators({ desks, isOurs: (homeId) => ours.has(homeId) });
    releasers.push(() => operators.stop());
    const parts = watchParts(platform);
    releasers.push(() => parts.stop());

    const seconds: (LoadSecond & { epoch: number })[] = [];
    const over = new AbortController();
    // One for every fault that is still to come.
    setMaxListeners(0, over.signal);
    const stopEarly = (): void => over.abort();
    options.signal?.addEventListener('abort', stopEarly);
    releasers.push(() => options.signal?.removeEventListener('abort', stopEarly));
    let faults: ReturnType<typeof runSchedule> | undefined;
    let untaken: Promise<void> | undefined;
    let loadFrom = 0;
    say(
      `ready after ${((Date.now() - startedAt) / 1_000).toFixed(1)} s; ${readings} readings/s, ${presses} presses/s`,
    );
    const load = await runLoad({
      broker: { host: '127.0.0.1', port: platform.mqttPort },
      devices: population.load,
      mode: { kind: 'open', rates: { readings, presses } },
      seconds: schedule.lengthMs / 1_000,
      drainSeconds: LOAD_DRAIN_S,
      seed,
      signal: over.signal,
      // A frozen broker is given up soon, as a button does whose person waits.
      ackTimeoutMs: 5_000,
      connectTimeoutMs: 3_000,
      backoff: { firstMs: 200, longestMs: 2_000 },
      witness: { note: promises.note },
      onProgress: (second) => void seconds.push({ ...second, epoch: Date.now() }),
      onStart: () => {
        loadFrom = Date.now();
        faults = runSchedule({
          platform,
          schedule,
          signal: over.signal,
          onFault: ({ what, skipped }) =>
            say(skipped === undefined ? `  ${what}` : `  ${what}: skipped, ${skipped}`),
        });
        untaken = pressUntaken({
          platform,
          devices: population.untaken,
          promises,
          overMs: schedule.quietFrom,
          calmMs: schedule.calmUntil,
          signal: over.signal,
        });
      },
    });
    const loadUntil = Date.now();
    const done = (await faults) ?? [];
    await untaken;
    say('healing, and waiting for everything that was accepted');
    await heal(platform);
    operators.stop();
    const healedAt = Date.now();

    const findings: string[] = [];
    const ready = await until(drainMs, async () =>
      (await Promise.all(INSTANCES.map((instance) => isReady(platform.health[instance])))).every(Boolean),
    );
    if (!ready) findings.push(`not ready again: ${await whoIsNotReady(platform)}`);
    const influx = { url: platform.urls.influx, db: platform.influxDb };
    await until(drainMs - (Date.now() - healedAt), async () => isKept(await auditPresses(store, promises)));
    await until(drainMs - (Date.now() - healedAt), async () =>
      isKept(await auditReadings(influx, promises.readings)),
    );
    await until(
      drainMs - (Date.now() - healedAt),
      async () => (await findStuck(store, platform.urls.redis)).length === 0,
    );
    const drainedMs = Date.now() - healedAt;
    // Incidents that nobody takes are called for as long as the run stands: one comparison may fall between a round's
    // commit and its way to the screen. What is lost for good is still missing after the last.
    let screens: string[] = [];
    await until(15_000, async () => {
      screens = await compareScreens(
        store,
        desks.map(({ screen }) => screen),
      );
      return screens.length === 0;
    });
    const callsUntil = Date.now() - SETTLE_MS;

    const verdicts = {
      presses: await auditPresses(store, promises),
      readings: await auditReadings(influx, promises.readings),
    };
    const deviceIds = new Set(population.untaken.map(({ id }) => id));
    const calls = await auditCalls({
      store,
      platform,
      untaken: promises.presses
        .filter(({ deviceId }) => deviceIds.has(deviceId))
        .map((press) => ({
          deviceId: press.deviceId,
          since: lateness.seenAt(press) ?? press.acknowledgedAt,
        })),
      until: callsUntil,
    });
    const stuck = [...(await findStuck(store, platform.urls.redis)), ...(await findSpooled(platform))];
    const errors = logs.errors();
    const uses = parts.uses();
    findings.push(
      ...verdicts.presses.lost.map((id) => `press lost: ${id}`),
      ...verdicts.presses.doubled.map((id) => `press doubled: ${id}`),
      ...verdicts.presses.invented.map((id) => `event of a press that nobody made: ${id}`),
      ...verdicts.readings.lost.map((id) => `reading lost: ${id}`),
      ...verdicts.readings.doubled.map((id) => `reading doubled: ${id}`),
      ...calls.lost.map((id) => `call lost: incident ${id}`),
      ...calls.doubled.map((id) => `call doubled: incident ${id}`),
      ...stuck.map((what) => `stuck: ${what}`),
      ...screens.map((what) => `screen: ${what}`),
      ...errors.flatMap(({ part, message, times, unexpected }) =>
        unexpected ? [`${part} logged an error (${times}×): ${message}`] : [],
      ),
      ...unexpectedDeaths(deaths),
      ...uses.flatMap(({ part, mostBytes }) =>
        mostBytes > MOST_BYTES && INSTANCES.some((name) => name === part)
          ? [`${part} held ${Math.round(mostBytes / 2 ** 20)} MiB of memory`]
          : [],
      ),
      ...(load.total.acknowledged === 0 ? ['nothing was acknowledged: the run says nothing'] : []),
    );
    return {
      seed,
      minutes,
      rates: { readings, presses },
      startedAt,
      loadFrom,
      loadUntil,
      schedule,
      faults: done,
      load: {
        intended: load.total.intended,
        sent: load.total.sent,
        acknowledged: load.total.acknowledged,
        unacknowledged: load.unacknowledged,
        resent: load.resent,
        connectionsLost: Object.values(load.connects.lost).reduce((sum, count) => sum + count, 0),
        cpuShare: load.cpuShare,
      },
      promised: promises.counts(),
      verdicts,
      calls,
      lateness: lateness.lateness(promises),
      resolvedByOperators: operators.resolved(),
      healedAt,
      drainedMs,
      deaths,
      errors,
      uses,
      machineBusy: parts.machineBusy(),
      seconds,
      findings,
    };
  } finally {
    for (const release of releasers.reverse()) await release();
  }
}

/** A service of ours lives on some 100 to 250 MiB; this is no bound anybody needs. */
const MOST_BYTES = 700 * 2 ** 20;

/** Services survive the loss of whatever they need; stores may die of a full disk. */
function unexpectedDeaths(deaths: readonly PartDeath[]): string[] {
  return deaths
    .filter(({ part, byItself }) => byItself && INSTANCES.some((name) => name === part))
    .map(({ part, why, lastLines }) => `${part} ended by itself (${why}): ${lastLines.at(-1) ?? ''}`);
}

/** Half of them before anything happens, half at some time in the middle of it. */
async function pressUntaken(options: {
  platform: DoubledPlatform;
  devices: readonly LoadDevice[];
  promises: Promises;
  calmMs: number;
  overMs: number;
  signal: AbortSignal;
}): Promise<void> {
  const { platform, devices, promises, calmMs, overMs, signal } = options;
  const startedAt = Date.now();
  await Promise.all(
    devices.map(async ({ id, secret }, n) => {
      const half = devices.length / 2;
      const at = n < half ? (calmMs * n) / devices.length : calmMs + ((overMs - calmMs) * (n - half)) / half;
      await sleep(startedAt + at - Date.now(), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const device = openDevice({
        host: '127.0.0.1',
        port: platform.mqttPort,
        deviceId: id,
        secret,
        ackTimeoutMs: 5_000,
        connectTimeoutMs: 3_000,
        backoff: { firstMs: 200, longestMs: 2_000 },
      });
      const time = Date.now();
      const said = { id: `${id}:1`, deviceId: id, time };
      const ended = new Promise<never>((_, reject) =>
        setTimeout(() => reject(new Error('never acknowledged')), overMs + LOAD_DRAIN_S * 1_000).unref(),
      );
      try {
        await Promise.race([
          device.publish(readingsTopic(id), { action: 'emergency', battery: 96, seq: 1, time }),
          ended,
        ]);
        promises.notePress({ ...said, acknowledgedAt: Date.now() });
      } catch {
        promises.noteUnacknowledgedPress(said);
      } finally {
        await device.close();
      }
    }),
  );
}

/** Asks until it is so, or the time is over. What fails to answer is not so. */
async function until(ms: number, isSo: () => Promise<boolean>): Promise<boolean> {
  const end = Date.now() + ms;
  for (;;) {
    const asked = Date.now();
    if (await isSo().catch(() => false)) return true;
    if (Date.now() > end) return false;
    // Asking must not be what keeps it from becoming so.
    await sleep(Math.max(500, 2 * (Date.now() - asked)));
  }
}

async function whoIsNotReady(platform: DoubledPlatform): Promise<string> {
  const states = await Promise.all(
    INSTANCES.map(async (instance) => ({ instance, ready: await isReady(platform.health[instance]) })),
  );
  return states.flatMap(({ instance, ready }) => (ready ? [] : [instance])).join(', ');
}
