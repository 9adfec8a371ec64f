import { setTimeout as sleep } from 'node:timers/promises';
import type { DoubledPlatform } from './doubled-platform.ts';
import type { Fault } from './fault.ts';
import { linkName } from './parts.ts';
import type { ProxyMood } from './proxy-mood.ts';

/** Makes it happen; resolves when it is over and what was killed has been started again. */
export async function inflict(platform: DoubledPlatform, fault: Fault): Promise<void> {
  const { part, spoil, disk, clock } = platform;
  const spoilFor = async (link: string, mood: ProxyMood): Promise<void> => {
    spoil(link, mood);
    await sleep(fault.forMs);
    spoil(link, { is: 'well' });
  };
  switch (fault.kind) {
    case 'kill':
      return part(fault.part).killFor(fault.forMs);
    case 'kill_both':
      await Promise.all([
        part(`${fault.service}-1`).killFor(fault.forMs),
        part(`${fault.service}-2`).killFor(fault.forMs),
      ]);
      return;
    case 'pause':
      part(fault.part).pause();
      await sleep(fault.forMs);
      part(fault.part).resume();
      return;
    case 'delay':
      return spoilFor(fault.link, { is: 'delay', ms: fault.delayMs ?? 0 });
    case 'cut':
    case 'halve':
    case 'reorder':
      return spoilFor(fault.link, { is: fault.kind });
    case 'disk_full':
      disk.fill();
      await sleep(fault.forMs);
      disk.free();
      await restartInfluxTwice(platform);
      return;
    case 'clock_step':
      await clock.set(fault.byMs);
      await sleep(fault.forMs);
      await clock.set(0);
  }
}

/**
 * What a person has to do after a full disk (docs/chaos.md). InfluxDB 1.x goes on refusing every write until it is
 * started again; and what it takes after that start stands behind a hole in its write-ahead log, and is gone after the
 * next kill. A second start, before anybody writes, begins behind what is whole.
 */
async function restartInfluxTwice({ part, spoil }: DoubledPlatform): Promise<void> {
  const writers = (['ingest-1', 'ingest-2'] as const).map((from) => linkName({ from, to: 'influx' }));
  for (const link of writers) spoil(link, { is: 'cut' });
  await part('influx').killFor(0);
  await part('influx').killFor(0);
  for (const link of writers) spoil(link, { is: 'well' });
}
