import type { LoadSecond } from './load-result.ts';

/** One second of a load for a person at a terminal; its columns stay where they are. Pure. */
export function progressLine(second: LoadSecond): string {
  const { at, phase, sent, acknowledged, inFlight, waiting, connections, lost, lagMs, cpuShare } = second;
  const ms = (value: number | undefined): string =>
    value === undefined ? '-' : value.toFixed(value < 100 ? 1 : 0);
  const columns: [string, string | number, number][] = [
    ['sent', sent, 7],
    ['acked', acknowledged, 7],
    ['in flight', inFlight, 6],
    ['waiting', waiting, 6],
    ['p50', ms(second.p50Ms), 6],
    ['p99', `${ms(second.p99Ms)} ms`, 9],
    ['connected', connections, 6],
    ['lost', lost, 5],
    ['lag', `${ms(lagMs)} ms`, 8],
    ['CPU', `${Math.round(cpuShare * 100)} %`, 5],
  ];
  const start = `${at.toFixed(0).padStart(5)} s ${phase.padEnd(10)}`;
  return start + columns.map(([name, value, width]) => `  ${name} ${String(value).padStart(width)}`).join('');
}
