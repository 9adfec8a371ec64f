/** Often enough that a loss of five seconds is told in time, and that a pattern repeats evenly. */
const TICK_MS = 250;

const listeners = new Set<() => void>();
let stopTicking: (() => void) | undefined;

/**
 * Calls back four times a second, also in a tab that nobody looks at: browsers let a hidden page's own timers run once
 * a second, after five minutes once a minute, but not those of a worker. A siren must not fall silent because somebody
 * opened another tab. One worker for all who listen.
 * @returns ends it
 */
export function everyTick(listener: () => void): () => void {
  listeners.add(listener);
  stopTicking ??= startTicking();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stopTicking?.();
    stopTicking = undefined;
  };
}

function startTicking(): () => void {
  let fallback: number | undefined;
  const tick = () => {
    for (const listener of listeners) listener();
  };
  const worker = new Worker(new URL('./ticker-worker.ts', import.meta.url), { type: 'module' });
  worker.onmessage = tick;
  // A worker that does not load: throttled ticks are better than none.
  worker.onerror = () => {
    fallback ??= window.setInterval(tick, TICK_MS);
  };
  worker.postMessage(TICK_MS);
  return () => {
    worker.terminate();
    window.clearInterval(fallback);
  };
}
