/**
 * Calls back before the next frame. A page that is not looked at paints no frames, and must ring all the same: then
 * after the message that is being handled.
 */
export function beforeNextFrame(flush: () => void): void {
  let done = false;
  const once = () => {
    document.removeEventListener('visibilitychange', once);
    if (done) return;
    done = true;
    flush();
  };
  if (document.hidden) {
    queueMicrotask(once);
    return;
  }
  requestAnimationFrame(once);
  // The frame that was promised never comes once the tab is put behind another.
  document.addEventListener('visibilitychange', once);
}
