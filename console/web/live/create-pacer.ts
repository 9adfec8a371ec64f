/** What changes ten times a second is read as changing all the time; drawing more often only takes time from the hand. */
const GAP_MS = 100;

/**
 * When collected updates are drawn: the first one before the next frame, so that a single press is never delayed; in a
 * flood ten times a second. A page that is not looked at paints no frames, and must ring all the same: there it is
 * after the message that is being handled.
 * @returns calls back once for every call
 */
export function createPacer(): (flush: () => void) => void {
  let drawnAt = -Infinity;
  return (flush) => {
    let done = false;
    const once = () => {
      document.removeEventListener('visibilitychange', once);
      if (done) return;
      done = true;
      drawnAt = performance.now();
      flush();
    };
    if (document.hidden) {
      queueMicrotask(once);
      return;
    }
    // What was promised never comes once the tab is put behind another.
    document.addEventListener('visibilitychange', once);
    const wait = drawnAt + GAP_MS - performance.now();
    if (wait > 0) window.setTimeout(() => requestAnimationFrame(once), wait);
    else requestAnimationFrame(once);
  };
}
