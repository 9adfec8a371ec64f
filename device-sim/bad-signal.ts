import { outages, type Outage } from './home-faults.ts';
import type { SavedDevice, SavedHome } from './saved-homes.ts';

const AHEAD_MS = 3_600_000;

/**
 * Lets a home lose its connections now and then, without a word; what is said meanwhile comes later, in order and with
 * its own time. Half of the losses begin in the middle of a message: the device never hears its PUBACK, and sends it
 * again with DUP.
 * @param say something short that a device has to say, at this very moment
 * @param cut breaks a device's connection and keeps it away for so many ms
 * @returns how to stop it
 */
export function badSignal(
  home: SavedHome,
  { say, cut }: { say: (device: SavedDevice) => void; cut: (device: SavedDevice, forMs: number) => void },
): () => void {
  const connected = home.devices.filter(({ secret }) => secret !== undefined);
  let planned: Outage[] = [];
  let until = Date.now();
  let timer: NodeJS.Timeout | undefined;
  let cutting: NodeJS.Immediate | undefined;

  const lose = ({ from, to, resends }: Outage): void => {
    const speaking = resends ? connected[from % connected.length] : undefined;
    if (speaking) say(speaking);
    // After the message was written, before an answer can be there.
    cutting = setImmediate(() => {
      for (const device of connected) cut(device, to - Date.now());
    });
  };
  const go = (): void => {
    const now = Date.now();
    for (let next = planned[0]; next !== undefined && next.from <= now; next = planned[0]) {
      planned.shift();
      if (next.to > now) lose(next);
    }
    if (planned.length === 0) {
      const from = Math.max(until, now);
      until = from + AHEAD_MS;
      planned = outages(home.address, from, until);
    }
    timer = setTimeout(go, Math.max(0, (planned[0]?.from ?? until) - Date.now()));
  };
  go();
  return () => {
    clearTimeout(timer);
    clearImmediate(cutting);
  };
}
