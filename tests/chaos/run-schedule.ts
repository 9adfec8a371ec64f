import { setTimeout as sleep } from 'node:timers/promises';
import type { DoubledPlatform } from './doubled-platform.ts';
import { describeFault, type Fault } from './fault.ts';
import { inflict } from './inflict.ts';
import { LINKS, linkName, PARTS } from './parts.ts';
import type { Schedule } from './plan-schedule.ts';

/** A fault as it was. Epoch ms. */
export interface FaultDone {
  kind: Fault['kind'];
  what: string;
  at: number;
  /** over, and what was killed runs again; absent when it was never over */
  until?: number;
  /** why it could not be done here */
  skipped?: string;
}

/** Carries the schedule out from now on; resolves when the last fault is over, or soon after `signal`. */
export async function runSchedule(options: {
  platform: DoubledPlatform;
  schedule: Schedule;
  signal: AbortSignal;
  onFault: (fault: FaultDone) => void;
}): Promise<FaultDone[]> {
  const { platform, schedule, signal, onFault } = options;
  const startedAt = Date.now();
  const done: FaultDone[] = [];
  const carryOut = async (fault: Fault): Promise<void> => {
    await sleep(startedAt + fault.at - Date.now(), undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const skipped = whyNot(platform, fault);
    const entry: FaultDone = {
      kind: fault.kind,
      what: describeFault(fault),
      at: Date.now(),
      ...(skipped !== undefined && { skipped }),
    };
    done.push(entry);
    onFault(entry);
    if (skipped !== undefined) return;
    await inflict(platform, fault);
    entry.until = Date.now();
  };
  await Promise.all(schedule.faults.map(carryOut));
  return done;
}

/** Everything runs, every link is well, there is room on the disk and the clock is right. */
export async function heal({ part, spoil, disk, clock }: DoubledPlatform): Promise<void> {
  disk.free();
  await clock.set(0);
  for (const link of LINKS) spoil(linkName(link), { is: 'well' });
  for (const name of PARTS) part(name).resume();
  await Promise.all(PARTS.map((name) => part(name).ensure()));
}

function whyNot({ disk, clock }: DoubledPlatform, { kind }: Fault): string | undefined {
  if (kind === 'disk_full') return disk.problem;
  if (kind === 'clock_step') return clock.problem;
  return undefined;
}
