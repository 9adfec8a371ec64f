/** Degrees that a reader of a map can add up. */
const STEPS = [30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005];

/** The degrees at which lines of the grid lie between two edges: about five, at round numbers. */
export function gridSteps(from: number, to: number): number[] {
  const span = to - from;
  if (!(span > 0)) return [];
  const step = STEPS.find((candidate) => span / candidate >= 4) ?? STEPS.at(-1) ?? span;
  const first = Math.ceil(from / step);
  const lines = Math.floor(to / step) - first + 1;
  return Array.from({ length: Math.max(0, lines) }, (_, n) => Number(((first + n) * step).toFixed(6)));
}
