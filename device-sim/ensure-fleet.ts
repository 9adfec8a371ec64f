import type { Api } from './api-client.ts';
import { homePlan, SIMULATED_AREAS, type HomePlan } from './home-plan.ts';
import { inParallel } from './in-parallel.ts';
import { adoptHome, createHome, ensureAreas, ensureDevices, homesByAddress } from './provision.ts';
import { readSavedHomes, writeSavedHomes, type SavedHome } from './saved-homes.ts';
import { simulatedBoundary } from './simulated-boundary.ts';
import { SimError } from './sim-error.ts';

const SAVE_EVERY = 50;

/**
 * The first `count` simulated homes, registered on the platform, with the secrets of their devices in `file`.
 * @param plan the n-th home; default: those of the fleet
 * @param areas names of the area and of those around it, outermost first
 * @param logInOnce called when the platform has to be asked; without it only what is saved can be used
 * @param onProgress called after every home that had to be asked for
 */
export async function ensureFleet(options: {
  count: number;
  file: string;
  plan?: (index: number) => HomePlan;
  areas?: readonly string[];
  logInOnce: (() => Promise<Api>) | undefined;
  onProgress?: (done: number, of: number) => void;
}): Promise<SavedHome[]> {
  const { count, file, plan: planOf = homePlan, areas = SIMULATED_AREAS, logInOnce, onProgress } = options;
  const saved = new Map(readSavedHomes(file).map((home) => [home.address, home]));
  const plans = Array.from({ length: count }, (_, index) => planOf(index));
  if (logInOnce === undefined) {
    const homes = plans.flatMap(({ address }) => saved.get(address) ?? []);
    if (homes.length === count) return homes;
    throw new SimError(
      `${count - homes.length} of ${count} homes are not registered yet; set ADMIN_PASSWORD`,
    );
  }

  const api = await logInOnce();
  const areaId = await ensureAreas(api, areas, simulatedBoundary);
  const registered = await homesByAddress(api, areaId);
  let done = 0;
  const save = (): void => writeSavedHomes(file, [...saved.values()]);
  try {
    await inParallel(plans, 4, async (plan) => {
      const id = registered.get(plan.address);
      const known = saved.get(plan.address);
      const home =
        id === undefined
          ? await createHome(api, areaId, plan)
          : known?.id === id
            ? await ensureDevices(api, known, plan)
            : await adoptHome(api, id, plan);
      saved.set(plan.address, home);
      done += 1;
      if (done % SAVE_EVERY === 0) save();
      onProgress?.(done, count);
    });
  } finally {
    // What was registered until an error has secrets that are shown only once.
    save();
  }
  return plans.flatMap(({ address }) => saved.get(address) ?? []);
}
