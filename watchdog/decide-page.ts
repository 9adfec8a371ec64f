import type { SweepHeard } from './hear-sweep.ts';

/** Why people are called to the platform itself. */
export type Problem = 'canary_silent' | 'sweep_silent' | 'alerting_not_ready';

/** What the watchdog has seen. All moments are ms of a clock that only goes forward: a clock that is set pages nobody. */
export interface WatchState {
  startedAt: number;
  /** when the newest press was made of which it is known that it got through */
  canaryProvenAt?: number | undefined;
  sweep: SweepHeard;
  /** since when alerting has not been ready without a break */
  alertingNotReadySince?: number | undefined;
  /** the outage that people were told of */
  outage?: Outage | undefined;
}

export interface Outage {
  since: number;
  pagedAt: number;
  problems: readonly Problem[];
  /** since when nothing has been wrong any more */
  quietSince?: number | undefined;
}

export interface PageTimings {
  canarySilentMs: number;
  sweepSilentMs: number;
  notReadyMs: number;
  /** between two pages of one outage */
  repeatMs: number;
  /** how long all must be well before people are told so: what comes and goes is one outage */
  settleMs: number;
}

export type PageDecision =
  | { say: 'nothing'; outage: Outage | undefined }
  | { say: 'page'; outage: Outage }
  | { say: 'well'; outage: undefined; over: Outage };

/**
 * Whether people must be told now, and the outage as it stands afterwards. An outage is paged at once and again every
 * `repeatMs` for as long as anything is wrong; it ends with one message, after `settleMs` in which nothing was.
 */
export function decidePage(state: WatchState, now: number, timings: PageTimings): PageDecision {
  const wrong = problemsAt(state, now, timings);
  const { outage } = state;
  if (wrong.length > 0) {
    const problems = wrong.map(({ problem }) => problem);
    if (outage !== undefined && now - outage.pagedAt < timings.repeatMs) {
      return { say: 'nothing', outage: { ...outage, problems, quietSince: undefined } };
    }
    const since = outage?.since ?? Math.min(...wrong.map((each) => each.since));
    return { say: 'page', outage: { since, pagedAt: now, problems } };
  }
  if (outage === undefined) return { say: 'nothing', outage };
  const quietSince = outage.quietSince ?? now;
  if (now - quietSince < timings.settleMs) return { say: 'nothing', outage: { ...outage, quietSince } };
  return { say: 'well', outage: undefined, over: outage };
}

/** Everything that is wrong, and since when, the worst first. */
export function problemsAt(
  state: WatchState,
  now: number,
  timings: PageTimings,
): { problem: Problem; since: number }[] {
  const { startedAt, canaryProvenAt, sweep, alertingNotReadySince } = state;
  const proven = canaryProvenAt ?? startedAt;
  // Until the first sweep is heard of, alerting may still be starting.
  const sweepLimit = sweep.everHeard ? timings.sweepSilentMs : timings.canarySilentMs;
  return [
    ...(now - proven >= timings.canarySilentMs ? [{ problem: 'canary_silent' as const, since: proven }] : []),
    ...(sweep.answering && now - sweep.heardAt >= sweepLimit
      ? [{ problem: 'sweep_silent' as const, since: sweep.heardAt }]
      : []),
    ...(alertingNotReadySince !== undefined && now - alertingNotReadySince >= timings.notReadyMs
      ? [{ problem: 'alerting_not_ready' as const, since: alertingNotReadySince }]
      : []),
  ];
}
