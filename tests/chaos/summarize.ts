import type { ChaosResult } from './chaos-result.ts';

/** What a person wants to know of a run, in a few lines. */
export function summarize(result: ChaosResult): string {
  const { verdicts, calls, promised, load, findings } = result;
  const press = percentiles(result.lateness.map(({ ms }) => ms));
  const call = percentiles(calls.lateness);
  const skipped = result.faults.filter((fault) => fault.skipped !== undefined);
  return [
    `seed ${result.seed}, ${result.minutes} min, ${result.faults.length - skipped.length} faults` +
      (skipped.length === 0 ? '' : `, ${skipped.length} skipped (${skipped[0]?.skipped ?? ''})`),
    `said ${load.intended}, acknowledged ${promised.readings} readings and ${promised.presses} presses, without an acknowledgement ${promised.unacknowledged}`,
    `readings stored ${verdicts.readings.kept}, lost ${verdicts.readings.lost.length}, doubled ${verdicts.readings.doubled.length}`,
    `presses in incidents ${verdicts.presses.kept}, lost ${verdicts.presses.lost.length}, doubled ${verdicts.presses.doubled.length}; acknowledged to screen ${press} ms`,
    `calls due ${calls.due}, lost ${calls.lost.length}, doubled ${calls.doubled.length}, sent again ${calls.resent}; late ${call} ms`,
    `drained ${(result.drainedMs / 1_000).toFixed(1)} s after healing; machine ${Math.round(result.machineBusy * 100)} % busy`,
    ...(findings.length === 0
      ? ['every promise was kept']
      : [`${findings.length} findings:`, ...findings.slice(0, 40).map((finding) => `  ${finding}`)]),
  ].join('\n');
}

/** `p50 / p99 / max`, rounded. */
export function percentiles(values: readonly number[]): string {
  if (values.length === 0) return '-';
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN);
  return `${at(0.5)} / ${at(0.99)} / ${at(1)}`;
}
