/** What the watchdog looks at, in the order in which a press needs it. */
export const WATCHED = ['broker', 'redis', 'ingest', 'postgres', 'alerting', 'console'] as const;
export type WatchedPart = (typeof WATCHED)[number];

/** `not_ready`: it answers, and says that an alarm would not get through it. */
export type PartLook = 'ok' | 'not_ready' | 'unreachable';

/**
 * The parts to name to who is called at night: those that do not answer at all. A part that answers and is not ready
 * mostly waits for one of those; it is named when there is none, and the console, which speaks for all others, last.
 */
export function nameBroken(looks: ReadonlyMap<WatchedPart, PartLook>): WatchedPart[] {
  const those = (look: PartLook): WatchedPart[] => WATCHED.filter((part) => looks.get(part) === look);
  const silent = those('unreachable');
  if (silent.length > 0) return silent;
  const notReady = those('not_ready');
  const others = notReady.filter((part) => part !== 'console');
  return others.length > 0 ? others : notReady;
}
