import { setTimeout as sleep } from 'node:timers/promises';
import type { Running } from '../../standalone/program.ts';
import { signalTree } from './process-tree.ts';

export interface Death {
  at: number;
  why: string;
  /** nobody of us killed it */
  byItself: boolean;
  lastLines: string[];
}

/** A process that is killed, frozen and started again. */
export interface MortalPart {
  readonly name: string;
  /** undefined while it is dead */
  pid(): number | undefined;
  readonly deaths: readonly Death[];
  /** kill -9; started again after so long. Resolves once it has been started again. */
  killFor(ms: number): Promise<void>;
  pause(): void;
  resume(): void;
  /** Starts it unless it runs. */
  ensure(): Promise<void>;
  stop(): Promise<void>;
  /** kill -9, and it stays dead. */
  destroy(): void;
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2_000;

/**
 * Keeps a process running as a supervisor would: whatever dies by itself is started again, at once and then less often.
 * @param start resolves once it works; rejects when it could not be started this time
 */
export async function startMortalPart(options: {
  name: string;
  start: () => Promise<Running>;
  onDeath?: (death: Death) => void;
}): Promise<MortalPart> {
  const { name, start, onDeath } = options;
  const deaths: Death[] = [];
  let running: Running | undefined;
  let starting: Promise<void> | undefined;
  let heldDown = 0;
  let killing = false;
  let stopped = false;

  const adopt = (process: Running): void => {
    running = process;
    void process.exited.then((why) => {
      if (running === process) running = undefined;
      if (stopped) return;
      const death: Death = {
        at: Date.now(),
        why,
        byItself: !killing,
        lastLines: process.lastLines().slice(-8),
      };
      killing = false;
      deaths.push(death);
      onDeath?.(death);
      if (heldDown === 0) void ensure();
    });
  };

  const startUntilItRuns = async (): Promise<void> => {
    for (
      let pause = FIRST_PAUSE_MS;
      !stopped && heldDown === 0;
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
    ) {
      await sleep(pause);
      if (stopped || heldDown > 0) return;
      try {
        adopt(await start());
        return;
      } catch {
        continue; // the disk is full, its port is not free yet: it is tried again
      }
    }
  };
  const ensure = async (): Promise<void> => {
    if (running !== undefined || stopped) return;
    await (starting ??= startUntilItRuns().finally(() => (starting = undefined)));
  };

  adopt(await start());
  return {
    name,
    pid: () => running?.pid,
    deaths,
    killFor: async (ms) => {
      heldDown += 1;
      // What is only just being started is let live until it can be killed.
      await starting;
      const victim = running;
      if (victim !== undefined) {
        killing = true;
        signalTree(victim.pid, 'SIGKILL');
        await victim.exited;
      }
      await sleep(ms);
      heldDown -= 1;
      await ensure();
    },
    pause: () => running !== undefined && signalTree(running.pid, 'SIGSTOP'),
    resume: () => running !== undefined && signalTree(running.pid, 'SIGCONT'),
    ensure,
    destroy: () => {
      stopped = true;
      if (running !== undefined) signalTree(running.pid, 'SIGKILL');
    },
    stop: async () => {
      stopped = true;
      await starting;
      if (running === undefined) return;
      signalTree(running.pid, 'SIGCONT');
      await running.stop();
    },
  };
}
