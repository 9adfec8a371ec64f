import type { Histogram } from 'hdr-histogram-js';
import { seededRandom } from '../seeded-random.ts';
import type { LoadRates } from './load-class.ts';
import {
  loadConnection,
  type ConnectionSettings,
  type LoadConnection,
  type SentMessage,
} from './load-connection.ts';
import type { LoadDevice } from './load-device.ts';
import { messageOf, type LoadMessage } from './load-message.ts';
import { loadMeter, type LoadMeter } from './load-meter.ts';
import type { LoadResult, LoadSecond } from './load-result.ts';
import { openLoopPlan } from './open-loop-plan.ts';
import { pacer } from './pacer.ts';
import { sourceAddresses } from './source-addresses.ts';
import { within } from './within.ts';

/** Closed: each connection keeps `inFlight` unacknowledged, as fast as it goes. Open: fixed rates, whatever becomes of them. */
export type LoadMode = { kind: 'closed'; inFlight: number } | { kind: 'open'; rates: LoadRates };

/** Who hears the fate of every message, warm-up and drain included. */
export interface LoadWitness {
  /** once per message: at its PUBACK, or at the end without one */
  note: (message: LoadMessage) => void;
  /** it cannot follow: nothing new is said until it can, and the plan is late */
  isBehind?: () => boolean;
}

export interface LoadOptions {
  broker: { host: string; port: number };
  devices: readonly LoadDevice[];
  mode: LoadMode;
  /** length of the measured time; without it until `signal` */
  seconds?: number;
  /** ends the load early, orderly: what was said is still waited for */
  signal?: AbortSignal;
  /** said but not counted, before the measured time; default 0 */
  warmUpSeconds?: number;
  /** at the end: how long PUBACKs are waited for; default 10 */
  drainSeconds?: number;
  /** order of devices, jitter of reconnects; default 1 */
  seed?: number | string;
  /** source addresses, used by turns; default: as many of 127.0.0.x as the number of connections asks for */
  sources?: readonly string[];
  /** new connections a second; Infinity: all at once. Default 2,000. Reconnects follow their own backoff */
  connectsPerSecond?: number;
  /** false: the load begins at once, and messages of devices that are not connected yet wait. Default true */
  awaitConnected?: boolean;
  /** how long `awaitConnected` waits beyond the paced connects; default 60 */
  connectPatienceSeconds?: number;
  /** clean session; default false: the broker keeps it, and a re-send is by the book [MQTT-4.4.0-1] */
  clean?: boolean;
  keepaliveSeconds?: number;
  /** open loop: unacknowledged messages on one connection; more wait in order. Default 100 */
  maxInFlight?: number;
  /** a message unacknowledged for so long means the connection is dead; default 30,000 */
  ackTimeoutMs?: number;
  connectTimeoutMs?: number;
  /** first and longest pause between attempts to connect, ms; jittered */
  backoff?: { firstMs?: number; longestMs?: number };
  witness?: LoadWitness;
  /** once a second; the latencies of what was acknowledged within it (µs) are emptied afterwards */
  onProgress?: (second: LoadSecond, latency: Histogram) => void;
  /** everybody is connected, nothing was said yet; waited for */
  onConnected?: () => Promise<void> | void;
  /** the measured time begins, ends */
  onStart?: () => void;
  onEnd?: () => void;
}

const SECOND_MS = 1000;
const CLOSED_LOOP_LOOK_MS = 10;
const never = new Promise<void>(() => undefined);

/**
 * Drives many device connections from this one process and measures what the broker makes of them. Latency counts from
 * the intended moment, so that a stall, or a lost connection, is not hidden.
 * @throws Error when not all devices could be connected (with `awaitConnected`), or a rate has no device
 */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { broker, devices, mode, signal, witness, seed = 1, awaitConnected = true } = options;
  const releases: (() => unknown)[] = [];
  const random = seededRandom('load', seed);
  const meter = loadMeter();
  /** Monotonic to epoch. Taken anew every second: a clock that is set moves the devices' clocks as well. */
  let epoch = Date.now() - performance.now();
  let talking = false;
  let allUp: () => void = () => undefined;
  let drained: () => void = () => undefined;
  let refusal: string | undefined;
  let opened = 0;
  /** closed loop: places in flight that are free while the witness is behind */
  const parked: LoadConnection[] = [];

  const say = (connection: LoadConnection, intended: number): void => {
    meter.intended();
    connection.say(intended, intended + epoch);
  };
  const tell = (connection: LoadConnection, message: SentMessage, acknowledged?: number): void =>
    witness?.note(messageOf(connection, message, epoch, acknowledged));

  const sources = options.sources ?? sourceAddresses(broker.host, devices.length);
  const settings: ConnectionSettings = {
    ...broker,
    clean: options.clean ?? false,
    keepaliveSeconds: options.keepaliveSeconds ?? 60,
    maxInFlight: mode.kind === 'closed' ? mode.inFlight : (options.maxInFlight ?? 100),
    ackTimeoutMs: options.ackTimeoutMs ?? 30_000,
    connectTimeoutMs: options.connectTimeoutMs ?? 10_000,
    backoff: options.backoff ?? {},
    random,
    firstSeq: Date.now(),
    events: {
      ...meter.events,
      connected: (tookMs) => {
        meter.events.connected(tookMs);
        if (meter.connections() < devices.length) return;
        meter.allConnected(performance.now());
        allUp();
      },
      refused: ({ device: { id } }, code) => {
        meter.events.refused();
        refusal = `device ${id} was refused with CONNACK ${code}`;
      },
      acknowledged: (connection, message, now) => {
        meter.events.acknowledged(connection, message, now);
        tell(connection, message, now);
        if (talking && mode.kind === 'closed') {
          if (witness?.isBehind?.() === true) parked.push(connection);
          else say(connection, now);
        } else if (!talking && meter.unacknowledged() === 0) drained();
      },
    },
  };
  const connections = devices.map((device, index) =>
    loadConnection(device, settings, sources[index % Math.max(1, sources.length)]),
  );
  releases.push(() => {
    const now = performance.now();
    for (const connection of connections) {
      for (const message of connection.close()) {
        meter.neverAcknowledged(connection.class, message, now);
        tell(connection, message);
      }
    }
  });

  // Making thousands of connections takes the generator a while: that is not the broker's time.
  const started = performance.now();
  meter.enter('connecting', started);
  const everySecond = setInterval(() => {
    const now = performance.now();
    epoch = Date.now() - now;
    for (const connection of connections) connection.watch(now);
    meter.second(now, options.onProgress);
  }, SECOND_MS);
  releases.push(() => clearInterval(everySecond));

  const startOpenLoop = (rates: LoadRates, from: number): (() => void) => {
    const plan = openLoopPlan({ rates, speakers: connections, random, from });
    return pacer({
      next: plan.next,
      due: (now) => {
        if (witness?.isBehind?.() === true) return;
        plan.due(now, (connection, intended) => {
          meter.lag(now - intended);
          say(connection, intended);
        });
      },
    });
  };
  const startClosedLoop = (inFlight: number, from: number): (() => void) => {
    for (const connection of connections) for (let n = 0; n < inFlight; n++) say(connection, from);
    let at = from;
    return pacer({
      next: () => at + CLOSED_LOOP_LOOK_MS,
      due: (moment) => {
        meter.lag(moment - at - CLOSED_LOOP_LOOK_MS);
        at = moment;
        if (witness?.isBehind?.() !== true)
          for (const connection of parked.splice(0)) say(connection, moment);
      },
    });
  };

  const startTalking = (from: number): (() => void) => {
    talking = true;
    return mode.kind === 'open' ? startOpenLoop(mode.rates, from) : startClosedLoop(mode.inFlight, from);
  };

  try {
    const connected = new Promise<void>((resolve) => (allUp = resolve));
    const { connectsPerSecond = 2_000, connectPatienceSeconds = 60 } = options;
    releases.push(
      pacer({
        next: () =>
          opened < connections.length ? started + (opened * SECOND_MS) / connectsPerSecond : Infinity,
        due: (now) => {
          // All at once is by hundreds all the same: the answers to the first must be read in between.
          for (let n = 0; n < 200 && opened < connections.length; n++) {
            if (started + (opened * SECOND_MS) / connectsPerSecond > now) break;
            connections[opened]?.connect();
            opened += 1;
          }
        },
      }),
    );
    if (awaitConnected && devices.length > 0) {
      const patienceMs =
        connectPatienceSeconds * SECOND_MS + (devices.length * SECOND_MS) / connectsPerSecond;
      await within(patienceMs, connected, signal);
      if (meter.connections() < devices.length && signal?.aborted !== true) {
        throw new Error(notConnected(broker, devices.length, meter, refusal));
      }
    }
    await options.onConnected?.();

    const warmUpMs = (options.warmUpSeconds ?? 0) * SECOND_MS;
    const from = performance.now();
    // Without a warm-up the measured time begins with the plan: what was due while the process had no time counts too.
    meter.enter(warmUpMs > 0 ? 'warm-up' : 'measured', from);
    const stopTalking = signal?.aborted === true ? () => undefined : startTalking(from);
    releases.push(stopTalking);
    if (warmUpMs > 0) {
      await within(warmUpMs, never, signal);
      meter.enter('measured', performance.now());
    }
    options.onStart?.();
    await within(options.seconds === undefined ? Infinity : options.seconds * SECOND_MS, never, signal);
    meter.enter('drain', performance.now());
    options.onEnd?.();
    talking = false;
    stopTalking();
    const acknowledged = new Promise<void>((resolve) => (drained = resolve));
    if (meter.unacknowledged() > 0) await within((options.drainSeconds ?? 10) * SECOND_MS, acknowledged);
    meter.second(performance.now(), options.onProgress);
  } finally {
    talking = false;
    for (const release of releases.reverse()) release();
  }
  return meter.result(mode.kind === 'open');
}

function notConnected(
  { host, port }: { host: string; port: number },
  wanted: number,
  meter: LoadMeter,
  refusal: string | undefined,
): string {
  const { failed, lost } = meter.connects;
  const reasons = Object.entries({ ...failed, ...lost }).map(([reason, times]) => `${times} × ${reason}`);
  const why = [...(refusal === undefined ? [] : [refusal]), ...reasons].join(', ') || 'no answer';
  return `only ${meter.connections()} of ${wanted} devices could be connected to ${host}:${port}: ${why}`;
}
