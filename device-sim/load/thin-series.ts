import type { LoadSecond } from './load-result.ts';

/**
 * At most so many points for a plot: neighbours become one, rates as their mean and what must not be overlooked (p99,
 * lag, waiting, lost connections) as its worst. Pure.
 */
export function thinSeries(series: readonly LoadSecond[], most: number): LoadSecond[] {
  const size = Math.ceil(series.length / most);
  if (size <= 1) return [...series];
  const thin: LoadSecond[] = [];
  for (let from = 0; from < series.length; from += size) thin.push(asOne(series.slice(from, from + size)));
  return thin;
}

function asOne(seconds: readonly LoadSecond[]): LoadSecond {
  const last = seconds.at(-1) as LoadSecond;
  const mean = (of: (second: LoadSecond) => number): number =>
    seconds.reduce((all, second) => all + of(second), 0) / seconds.length;
  const worst = (of: (second: LoadSecond) => number): number => Math.max(...seconds.map(of));
  const heard = seconds.filter(({ p50Ms }) => p50Ms !== undefined);
  return {
    at: last.at,
    forSeconds: mean(({ forSeconds }) => forSeconds),
    phase: last.phase,
    sent: mean(({ sent }) => sent),
    acknowledged: mean(({ acknowledged }) => acknowledged),
    resent: mean(({ resent }) => resent),
    ...(heard.length > 0 && {
      p50Ms: heard.reduce((all, { p50Ms = 0 }) => all + p50Ms, 0) / heard.length,
      p99Ms: Math.max(...heard.map(({ p99Ms = 0 }) => p99Ms)),
    }),
    inFlight: worst(({ inFlight }) => inFlight),
    waiting: worst(({ waiting }) => waiting),
    connections: Math.min(...seconds.map(({ connections }) => connections)),
    lost: worst(({ lost }) => lost),
    lagMs: worst(({ lagMs }) => lagMs),
    cpuShare: mean(({ cpuShare }) => cpuShare),
  };
}
