/** What is in sight, epoch ms. */
export interface View {
  from: number;
  to: number;
}

const SHORTEST_MS = 60_000;

/**
 * Nearer or farther. Pure; stays within the bounds and never nearer than a minute.
 * @param factor below 1 is nearer
 * @param at what keeps its place, epoch ms; the middle when not given
 */
export function zoomView(view: View, bounds: View, factor: number, at = (view.from + view.to) / 2): View {
  const length = Math.min(Math.max((view.to - view.from) * factor, SHORTEST_MS), bounds.to - bounds.from);
  const share = (at - view.from) / (view.to - view.from);
  return within({ from: at - length * share, to: at + length * (1 - share) }, bounds);
}

/** Earlier or later, by a share of what is in sight. Pure. */
export function panView(view: View, bounds: View, share: number): View {
  const by = (view.to - view.from) * share;
  return within({ from: view.from + by, to: view.to + by }, bounds);
}

/** The same length, moved into the bounds; shortened to them where it is longer. Pure. */
export function within({ from, to }: View, bounds: View): View {
  const length = Math.min(to - from, bounds.to - bounds.from);
  const start = Math.min(Math.max(from, bounds.from), bounds.to - length);
  return { from: start, to: start + length };
}
