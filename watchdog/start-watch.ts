import type { Logger } from '../service/create-logger.ts';
import { composePages } from './compose-pages.ts';
import type { WatchdogConfig } from './config.ts';
import { decidePage, problemsAt, type Outage, type PageTimings, type WatchState } from './decide-page.ts';
import { hearSweep, SWEEP_SILENT_MS } from './hear-sweep.ts';
import type { Metrics, PressResult } from './metrics.ts';
import { nameBroken, WATCHED, type PartLook, type WatchedPart } from './name-broken.ts';
import type { Pager } from './start-pager.ts';

export interface WatchOptions {
  config: Pick<WatchdogConfig, 'CANARY_EVERY_MS' | 'CANARY_SILENT_MS' | 'PLATFORM_LOCALE'>;
  pager: Pager;
  metrics: Metrics;
  logger: Logger;
  /** ms that only ever go forward */
  monotonic: () => number;
}

export interface Watch {
  /** one look at every part */
  looked: (looks: ReadonlyMap<WatchedPart, PartLook>, sweepAgesMs: readonly number[] | undefined) => void;
  /** the end of one press of the canary */
  pressed: (result: PressResult, pressedAt: number) => void;
  canarySilent: () => boolean;
  stop: () => void;
}

const DECIDE_EVERY_MS = 500;
const REPEAT_MS = 300_000;

/** Keeps what was seen and lets `decidePage` decide, on a beat of its own: a look that hangs holds up no page. */
export function startWatch({ config, pager, metrics, logger, monotonic }: WatchOptions): Watch {
  const timings: PageTimings = {
    canarySilentMs: config.CANARY_SILENT_MS,
    sweepSilentMs: SWEEP_SILENT_MS,
    notReadyMs: config.CANARY_SILENT_MS,
    repeatMs: REPEAT_MS,
    settleMs: config.CANARY_EVERY_MS,
  };
  const startedAt = monotonic();
  let state: WatchState = {
    startedAt,
    sweep: { answering: false, heardAt: startedAt, everHeard: false },
  };
  let looks: ReadonlyMap<WatchedPart, PartLook> = new Map();
  let press: PressResult | undefined;

  const say = (what: 'page' | 'well', outage: Outage, now: number): void => {
    const broken = nameBroken(looks);
    const wall = Date.now();
    const at = new Date(what === 'page' ? wall - (now - outage.since) : wall);
    const { problems } = outage;
    if (what === 'page') {
      logger.error(
        { problems, broken, press, since: at },
        'alarms may not get through: calling the contacts',
      );
    } else logger.warn({ problems, since: at }, 'all is well again: telling the contacts');
    pager.tell(
      what,
      composePages(
        { say: what, outage, broken, press, at },
        { locale: config.PLATFORM_LOCALE, createdAt: new Date(wall).toISOString() },
      ),
    );
  };

  const decide = (): void => {
    const now = monotonic();
    metrics.age.set((now - (state.canaryProvenAt ?? startedAt)) / 1_000);
    const decision = decidePage(state, now, timings);
    state = { ...state, outage: decision.outage };
    if (decision.say === 'page') say('page', decision.outage, now);
    if (decision.say === 'well') say('well', decision.over, now);
  };
  const timer = setInterval(decide, DECIDE_EVERY_MS);

  return {
    looked: (seen, sweepAgesMs) => {
      const now = monotonic();
      looks = seen;
      for (const part of WATCHED) metrics.broken.set({ part }, (seen.get(part) ?? 'ok') === 'ok' ? 0 : 1);
      const ready = (seen.get('alerting') ?? 'ok') === 'ok';
      state = {
        ...state,
        sweep: hearSweep(state.sweep, sweepAgesMs, now),
        alertingNotReadySince: ready ? undefined : (state.alertingNotReadySince ?? now),
      };
    },
    pressed: (result, pressedAt) => {
      press = result;
      if (result === 'through') state = { ...state, canaryProvenAt: pressedAt };
    },
    canarySilent: () =>
      problemsAt(state, monotonic(), timings).some(({ problem }) => problem === 'canary_silent'),
    stop: () => clearInterval(timer),
  };
}
