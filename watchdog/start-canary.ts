import { setTimeout as sleep } from 'node:timers/promises';
import { CANARY, CANARY_BEAT } from '../contracts/canary.ts';
import type { Logger } from '../service/create-logger.ts';
import { deleteOldCanaryIncidents, ensureCanary, resolveCanaryIncident } from '../store/canary.ts';
import { beat } from '../store/heartbeats.ts';
import type { Store } from '../store/open-store.ts';
import { ButtonError, type CanaryButton } from './canary-button.ts';
import type { CanaryEars } from './canary-ears.ts';
import { createLatencies, type PressTimes } from './latencies.ts';
import type { Metrics, PressResult } from './metrics.ts';

export interface CanaryOptions {
  store: Store;
  button: CanaryButton;
  ears: CanaryEars;
  /** tells the brokers that the button has a new secret */
  announce: (deviceId: string) => Promise<void>;
  /** from press to press; a press that takes longer is given up for the next */
  everyMs: number;
  metrics: Metrics;
  logger: Logger;
  /** ms that only ever go forward */
  monotonic: () => number;
  /** told how every press ended, and when it was made by `monotonic` */
  onPress: (result: PressResult, pressedAt: number) => void;
}

/** No PUBACK within this time is none, ms. */
const ACK_MS = 10_000;
/** After a press that failed the next one comes sooner: people wait to hear that all is well again, ms. */
const AGAIN_MS = 10_000;
const HOUR_MS = 3_600_000;
const KEPT_MS = 24 * HOUR_MS;

/**
 * Presses the canary's button at once and then every `everyMs`, and follows each press until its incident has called
 * (nobody: it is the canary's). What fails is tried again for ever; that nothing gets through is for others to notice.
 */
export function startCanary(options: CanaryOptions): { stop: () => Promise<void> } {
  const { store, button, ears, announce, everyMs, metrics, logger, monotonic, onPress } = options;
  const stopping = new AbortController();
  const latencies = createLatencies();
  let secret: string | undefined;
  let seq = Date.now();
  let sweptAt: number | undefined;
  let failing: string | undefined;

  const pressOnce = async (): Promise<PressResult> => {
    secret ??= await renewSecret();
    const at = Date.now();
    const pressed = monotonic();
    const ended = (result: PressResult): PressResult => {
      onPress(result, pressed);
      return result;
    };
    const within = (ms: number): AbortSignal =>
      AbortSignal.any([
        stopping.signal,
        AbortSignal.timeout(Math.max(0, Math.ceil(pressed + ms - monotonic()))),
      ]);
    const followed = ears.follow(at, () => since(pressed));
    try {
      await button.press({ secret, at, seq: ++seq }, within(Math.min(ACK_MS, everyMs)));
      const ackMs = since(pressed);
      await settled(followed.escalated, within(everyMs));
      const { incidentId, incidentMs, escalatedMs } = followed.heard;
      if (incidentId === undefined || incidentMs === undefined) return ended('incident');
      if (escalatedMs === undefined) return ended('escalation');
      ended('through');
      await record({ ackMs, incidentMs, escalatedMs });
      await resolveCanaryIncident(store, incidentId);
      return 'through';
    } catch (error) {
      if (!(error instanceof ButtonError)) throw error;
      // Somebody has changed it, or a backup was put back: only a new one helps.
      if (error.stage === 'refused') secret = undefined;
      return ended(error.stage);
    } finally {
      followed.stop();
    }
  };

  const since = (moment: number): number => Math.round((monotonic() - moment) * 10) / 10;

  const renewSecret = async (): Promise<string> => {
    const made = await ensureCanary(store);
    await announce(CANARY.deviceId);
    return made;
  };

  const record = async (times: PressTimes): Promise<void> => {
    for (const [stage, ms] of [
      ['ack', times.ackMs],
      ['incident', times.incidentMs],
      ['escalated', times.escalatedMs],
    ] as const) {
      metrics.seconds.observe({ stage }, ms / 1_000);
      metrics.last.set({ stage }, ms / 1_000);
    }
    await beat(store, CANARY_BEAT, latencies.add(times));
  };

  const tidy = async (): Promise<void> => {
    if (sweptAt !== undefined && monotonic() - sweptAt < HOUR_MS) return;
    await deleteOldCanaryIncidents(store, KEPT_MS);
    sweptAt = monotonic();
  };

  const round = async (): Promise<PressResult | undefined> => {
    try {
      const result = await pressOnce();
      metrics.presses.inc({ result });
      if (result === 'through') await tidy();
      tell(result === 'through' ? undefined : result);
      return result;
    } catch (error) {
      tell('store', error);
      return undefined;
    }
  };

  /** Says once that it fails, and once that it works again. */
  const tell = (why: string | undefined, error?: unknown): void => {
    if (stopping.signal.aborted || why === failing) return;
    if (why === undefined) logger.info('the canary gets through again');
    else logger.warn({ stuckAt: why, err: error }, 'the canary does not get through, will press again');
    failing = why;
  };

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const started = monotonic();
      const result = await round();
      const pause = result === 'through' ? everyMs : Math.min(everyMs, AGAIN_MS);
      const left = Math.max(0, started + pause - monotonic());
      await sleep(left, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    stop: async () => {
      stopping.abort(new Error('the watchdog stops'));
      await running;
    },
  };
}

/** Resolves with `work`, or when the signal ends the wait. */
async function settled(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  let aborted: () => void = () => undefined;
  const late = new Promise<void>((resolve) => (aborted = resolve));
  signal.addEventListener('abort', aborted, { once: true });
  await Promise.race([work, late]);
  signal.removeEventListener('abort', aborted);
}
