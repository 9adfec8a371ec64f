/**
 * Calls `due` whenever the moment that `next` names has come (ms, monotonic), at most once a millisecond; a timer is late by
 * up to a millisecond, and more when the process has no time. `next` is asked again after every call; Infinity ends it.
 * @returns a function that stops it
 */
export function pacer({ next, due }: { next: () => number; due: (now: number) => void }): () => void {
  let timer: NodeJS.Timeout | undefined;
  const arm = (): void => {
    const at = next();
    if (at === Infinity) return;
    timer = setTimeout(turn, Math.max(1, Math.ceil(at - performance.now())));
  };
  const turn = (): void => {
    due(performance.now());
    if (timer !== undefined) arm();
  };
  arm();
  return () => {
    clearTimeout(timer);
    timer = undefined;
  };
}
