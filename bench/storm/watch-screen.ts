import type { Live } from '../open-live.ts';

/** What an operator's screen was told. */
export interface Screen {
  /** when the first update that holds an alarm of this device arrived, epoch ms with fractions */
  shownAt: ReadonlyMap<string, number>;
  /** updates of any kind */
  updates: () => number;
}

/** Listens as a screen does, from now on. */
export function watchScreen(live: Live): Screen {
  const shownAt = new Map<string, number>();
  let updates = 0;
  live.on('incident', ({ events }) => {
    const now = performance.timeOrigin + performance.now();
    updates += 1;
    for (const { deviceId } of events) {
      if (deviceId !== undefined && !shownAt.has(deviceId)) shownAt.set(deviceId, now);
    }
  });
  return { shownAt, updates: () => updates };
}
