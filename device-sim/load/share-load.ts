import { classOf, LOAD_CLASSES, type LoadClass, type LoadRates } from './load-class.ts';
import type { LoadDevice } from './load-device.ts';
import type { WorkerOptions } from './load-messages.ts';

/** A load in equal parts: devices by turns, rates as many of their devices as a part has, connects a second evenly. Pure. */
export function shareLoad(options: WorkerOptions, parts: number): WorkerOptions[] {
  const { devices, mode, connectsPerSecond = 2_000, sources, seed = 1 } = options;
  const counts = countByClass(devices);
  return Array.from({ length: parts }, (_, part) => {
    const own = devices.filter((_device, index) => index % parts === part);
    const ownCounts = countByClass(own);
    const rates: LoadRates = {};
    for (const name of LOAD_CLASSES) {
      const rate = mode.kind === 'open' ? mode.rates[name] : undefined;
      if (rate === undefined || rate === 0) continue;
      // Nobody has such a device: each part says so itself.
      rates[name] = counts[name] === 0 ? rate : (rate * ownCounts[name]) / counts[name];
    }
    return {
      ...options,
      devices: own,
      mode: mode.kind === 'open' ? { kind: 'open', rates } : mode,
      connectsPerSecond: connectsPerSecond / parts,
      seed: `${seed}/${part}`,
      // By turns begins elsewhere in each, or few devices would all have the first address.
      ...(sources && {
        sources: [...sources.slice(part % sources.length), ...sources.slice(0, part % sources.length)],
      }),
    };
  });
}

function countByClass(devices: readonly LoadDevice[]): Record<LoadClass, number> {
  const counts = { readings: 0, presses: 0 };
  for (const { kind } of devices) counts[classOf(kind)] += 1;
  return counts;
}
