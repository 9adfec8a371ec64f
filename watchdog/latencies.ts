import type { CanaryFigures } from '../contracts/canary.ts';

/** How long one press took, ms from the press. */
export type PressTimes = Pick<CanaryFigures, 'ackMs' | 'incidentMs' | 'escalatedMs'>;

/** One a minute: a day. */
const KEPT = 1_440;

/** Keeps the times of the last day and says what they come to. */
export function createLatencies(): { add: (times: PressTimes) => CanaryFigures } {
  const incident: number[] = [];
  let count = 0;
  return {
    add: (times) => {
      count += 1;
      incident.push(times.incidentMs);
      if (incident.length > KEPT) incident.shift();
      const sorted = incident.toSorted((a, b) => a - b);
      return { ...times, p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99), count };
    },
  };
}

/** Nearest rank: a value that really occurred. */
function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
