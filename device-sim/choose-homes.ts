import type { SavedDevice, SavedHome } from './saved-homes.ts';
import { homesFor, playsEverywhere, type ScenarioName } from './scenarios.ts';
import { SimError } from './sim-error.ts';

/**
 * Where a scenario plays: in the named home, with the named device, or anywhere that has what it needs.
 * What the whole district plays is played in all of them, or in the first `count`.
 * @throws SimError when there is no such home or device, or none that can
 */
export function chooseHomes(
  name: ScenarioName,
  saved: readonly SavedHome[],
  named: { home?: string | undefined; device?: string | undefined; count?: number },
  random: () => number,
): { homes: SavedHome[]; device?: SavedDevice } {
  if (saved.length === 0)
    throw new SimError('there are no simulated homes yet; start some: npm run sim -- fleet');
  if (named.device !== undefined) {
    const home = saved.find(({ devices }) => devices.some(({ id }) => id === named.device));
    const device = home?.devices.find(({ id }) => id === named.device);
    if (home === undefined || device === undefined) {
      throw new SimError(`--device ${named.device} is none of the simulated ones`);
    }
    return { homes: [home], device };
  }
  const able = homesFor(name, saved);
  if (named.home !== undefined) {
    const home = able.find(({ id }) => id === named.home);
    if (home) return { homes: [home] };
    const reason = saved.some(({ id }) => id === named.home)
      ? `has no device for ${name}`
      : 'is none of the simulated ones';
    throw new SimError(`--home ${named.home} ${reason}`);
  }
  if (playsEverywhere(name)) {
    if (able.length > 0) return { homes: able.slice(0, named.count) };
    throw new SimError(`no simulated home has a device for ${name}; start more: fleet --homes 12`);
  }
  // A fire is told best where a second room can smell it.
  const best =
    name === 'fire'
      ? able.filter(({ devices }) => devices.filter(({ kind }) => kind === 'smoke').length > 1)
      : [];
  const among = best.length > 0 ? best : able;
  const home = among[Math.floor(random() * among.length)];
  if (home === undefined)
    throw new SimError(`no simulated home has a device for ${name}; start more: fleet --homes 12`);
  return { homes: [home] };
}
