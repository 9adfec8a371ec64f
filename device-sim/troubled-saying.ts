import { clockOf, shownBy, weakBatteryAt } from './home-faults.ts';
import type { LifeEvent } from './home-life.ts';
import type { SavedDevice } from './saved-homes.ts';
import type { Saying } from './voices.ts';

/**
 * What the devices of a troubled home make of what happens: with the time of their own clocks and the state of their
 * batteries. A battery is told to run low only by who has told before that it was fine: what the platform heard from
 * an earlier run is not known here, and the ledger must be sure that an alarm comes of it.
 */
export function troubledSayings(seed: string): (device: SavedDevice, event: LifeEvent) => Saying {
  const fine = new Set<string>();
  return ({ key, kind }, { at, cause, properties }) => {
    const saying = { time: shownBy(clockOf(seed, key), at), intendedAt: at, properties };
    const weak = cause === 'heartbeat' && kind !== 'gateway' ? weakBatteryAt(seed, key, at) : undefined;
    if (weak === undefined) return { ...saying, expected: 'reading' };
    const { battery: _battery, battery_low: _low, ...rest } = properties;
    const told = { ...rest, battery: weak.battery, battery_low: weak.low };
    if (!weak.low) {
      fine.add(key);
      return { ...saying, properties: told, expected: 'reading' };
    }
    return fine.delete(key)
      ? { ...saying, properties: told, expected: 'low_battery' }
      : { ...saying, properties: rest, expected: 'reading' };
  };
}
