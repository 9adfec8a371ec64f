import { homeLife, type LifeEvent } from './home-life.ts';
import type { SavedDevice, SavedHome } from './saved-homes.ts';

const AHEAD_MS = 3_600_000;
/** What is later than this is left out: the machine slept, and a sensor does not tell what it did not see. */
const TOO_LATE_MS = 300_000;

/** Lets a home live from now on: `say` is called when something happens. @returns how to stop it */
export function liveHome(home: SavedHome, say: (device: SavedDevice, event: LifeEvent) => void): () => void {
  const byKey = new Map(home.devices.map((device) => [device.key, device]));
  const living = { seed: home.address, timezone: home.timezone, devices: home.devices };
  let events: LifeEvent[] = [];
  let told = Date.now();
  let timer: NodeJS.Timeout | undefined;

  const go = (): void => {
    const now = Date.now();
    for (let next = events[0]; next !== undefined && next.at <= now; next = events[0]) {
      events.shift();
      const device = byKey.get(next.key);
      if (device !== undefined && now - next.at < TOO_LATE_MS) say(device, next);
    }
    if (events.length === 0) {
      const until = Math.max(told, now) + AHEAD_MS;
      events = homeLife(living, told, until);
      told = until;
    }
    timer = setTimeout(go, Math.max(0, (events[0]?.at ?? told) - Date.now()));
  };
  go();
  return () => clearTimeout(timer);
}
