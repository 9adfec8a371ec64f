import { useSyncExternalStore } from 'react';
import { platformNow } from './platform-clock.ts';

const listeners = new Set<() => void>();
let second = Math.floor(platformNow() / 1000);
let timer: number | undefined;

function tick(): void {
  second = Math.floor(platformNow() / 1000);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= window.setInterval(tick, 250);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
}

/** The platform's time in epoch ms, whole seconds; one timer for every clock on the screen. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second) * 1000;
}
