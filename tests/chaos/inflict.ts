import { setTimeout as sleep } from 'node:timers/promises';
import type { DoubledPlatform } from './doubled-platform.ts';
import type { Fault } from './fault.ts';
import type { ProxyMood } from './tcp-proxy.ts';

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
      // InfluxDB 1.x goes on refusing every write with the error of the full disk until it is started again: its
      // write-ahead log keeps the first error for ever. A person has to do that, and so do we (docs/chaos.md).
      await part('influx').killFor(0);
      return;
    case 'clock_step':
      await clock.set(fault.byMs);
      await sleep(fault.forMs);
      await clock.set(0);
  }
}
