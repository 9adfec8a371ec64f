import type { Figures } from '../side-by-side/comparison.ts';

/**
 * The highest rate that is held, by steps: from the first that is tried upwards until one is not held, or downwards
 * until one is. Every rate that is tried has a backlog to work off before the next.
 * @param rates in ascending order
 * @param first where to begin: an index of `rates`
 * @returns the figures of the highest rate that was held; undefined when none was
 */
export async function findSustained(
  rates: readonly number[],
  first: number,
  run: (rate: number) => Promise<Figures>,
  isSustained: (figures: Figures, rate: number) => boolean,
): Promise<{ rate: number; figures: Figures } | undefined> {
  let best: { rate: number; figures: Figures } | undefined;
  for (let at = first; at >= 0 && at < rates.length; best === undefined ? at-- : at++) {
    const rate = rates[at] as number;
    const figures = await run(rate);
    if (!isSustained(figures, rate)) {
      if (best !== undefined) return best;
      continue;
    }
    best = { rate, figures };
    if (at < first) return best;
  }
  return best;
}
