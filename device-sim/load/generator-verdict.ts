/** A process that uses more of a core than this has nothing left to give. */
const FULL_CORE = 0.95;
const LAG_ALLOWED_MS = 15;
const LAG_ENDURED_MS = 100;
/** More of the p99 than this being its own, the figure says little of the platform. */
const LAG_PART = 1 / 4;

/**
 * Was it the generator that was measured, and not the platform? Its lag counts from the plan to the moment it turned
 * to a message: a connection that is down or full is the platform's doing and not in it. Pure.
 * @returns why the run is invalid; undefined when it is valid
 */
export function generatorVerdict(run: {
  /** length of the measured time */
  seconds: number;
  /** share of a core over the measured time, of the busiest process */
  cpuShare: number;
  /** undefined in a closed loop: there is no plan to be late for */
  lagP99Ms: number | undefined;
  latencyP99Ms: number;
}): string | undefined {
  const { seconds, cpuShare, lagP99Ms, latencyP99Ms } = run;
  if (seconds < 0.05) return 'it ended before anything was measured';
  if (cpuShare >= FULL_CORE) {
    return `the generator used ${Math.round(cpuShare * 100)} % of a core: it was the bottleneck; use more processes, or a lower rate`;
  }
  const allowed = Math.min(LAG_ENDURED_MS, Math.max(LAG_ALLOWED_MS, latencyP99Ms * LAG_PART));
  if (lagP99Ms !== undefined && lagP99Ms > allowed) {
    return `the generator was late by ${Math.round(lagP99Ms)} ms (p99) by its own doing, allowed were ${Math.round(allowed)}; use more processes, a lower rate, or a machine with a core to spare`;
  }
  return undefined;
}
