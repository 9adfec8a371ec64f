/** What the probe in the page has seen; read with {@link READ_PROBE}. */
export interface ProbeReport {
  /** how many frames came n ms after the one before; the last also counts whatever took longer */
  frames: number[];
  longTasks: { count: number; totalMs: number; longestMs: number };
  /** a row in sight that was drawn anew: incident, version, epoch ms after the frame was handed over for painting */
  painted: [id: string, version: number, at: number][];
  /** the rows that are in sight, from the top */
  inSight: string[];
}

/** Frames longer than this are counted as this. */
export const LONGEST_FRAME_MS = 1_000;

/**
 * Runs in the page, beside the console's own code: fixed arrays, so that measuring does not grow what is measured. A
 * message that is posted while a frame is made is delivered after that frame's layout and paint.
 */
export const INSTALL_PROBE = `(() => {
  const frames = new Uint32Array(${LONGEST_FRAME_MS + 1});
  const tasks = { count: 0, totalMs: 0, longestMs: 0 };
  const probe = { paused: false, frames, tasks, painted: [] };
  window.anjuProbe = probe;
  let last;
  const frame = (now) => {
    if (last !== undefined && !probe.paused) frames[Math.min(${LONGEST_FRAME_MS}, Math.round(now - last))] += 1;
    last = probe.paused ? undefined : now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  new PerformanceObserver((list) => {
    if (probe.paused) return;
    for (const { duration } of list.getEntries()) {
      tasks.count += 1;
      tasks.totalMs += duration;
      tasks.longestMs = Math.max(tasks.longestMs, duration);
    }
  }).observe({ type: 'longtask' });
  const { port1, port2 } = new MessageChannel();
  let drawn = [];
  port1.onmessage = () => {
    const at = Date.now();
    for (const [id, version] of drawn) probe.painted.push([id, version, at]);
    drawn = [];
  };
  new MutationObserver((changes) => {
    for (const { target } of changes) drawn.push([target.dataset.incident, Number(target.dataset.version)]);
    port2.postMessage(undefined);
  }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-version'] });
})()`;

/** Empties the list of what was painted. */
export const READ_PROBE = `(() => {
  const { frames, tasks, painted } = window.anjuProbe;
  const inSight = [...document.querySelectorAll('[data-incident]')].flatMap((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight ? [row.dataset.incident] : [];
  });
  return { frames: [...frames], longTasks: tasks, painted: painted.splice(0), inSight };
})()`;

/** While the heap is looked at, which stops the page, nothing is counted. */
export const pauseProbe = (paused: boolean): string => `window.anjuProbe.paused = ${paused}`;
