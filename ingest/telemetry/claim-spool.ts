import { readdir, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../../service/create-logger.ts';
import { lockSlot, type SlotLock } from './lock-slot.ts';
import { openSpool, type Spool } from './spool.ts';

export interface ClaimSpoolOptions {
  dataDir: string;
  maxBytes: number;
  /** of this process */
  pid: number;
  logger: Logger;
}

const ADOPT_EVERY_MS = 30_000;

/**
 * The spool of this process: the first slot under DATA_DIR/spool that no living process holds. Slots that a process
 * left behind for good are taken over, so that no reading waits for a process that never comes back.
 */
export async function claimSpool({
  dataDir,
  maxBytes,
  pid,
  logger,
}: ClaimSpoolOptions): Promise<{ spool: Spool; release: () => Promise<void> }> {
  const root = join(dataDir, 'spool');
  await mkdir(root, { recursive: true });
  const { lock, dir } = await firstFree(root, pid);
  const spool = await openSpool({ dir, maxBytes }).catch(async (error: unknown) => {
    await lock.release();
    throw error;
  });
  const adopting = setInterval(() => {
    adoptLeft(root, dir, pid, spool).then(
      (adopted) => adopted > 0 && logger.info({ adopted }, 'took over the spool of a process that is gone'),
      (error: unknown) => logger.warn({ err: error }, 'spools of other processes cannot be looked at'),
    );
  }, ADOPT_EVERY_MS);
  return {
    spool,
    release: async () => {
      clearInterval(adopting);
      await lock.release();
    },
  };
}

async function firstFree(root: string, pid: number): Promise<{ lock: SlotLock; dir: string }> {
  for (let slot = 0; ; slot++) {
    const dir = join(root, `slot-${slot}`);
    const lock = await lockSlot(dir, pid);
    if (lock !== undefined) return { lock, dir };
  }
}

async function adoptLeft(root: string, own: string, pid: number, spool: Spool): Promise<number> {
  let adopted = 0;
  for (const name of await readdir(root)) {
    const dir = join(root, name);
    if (dir === own || !/^slot-\d+$/.test(name)) continue;
    if (!(await readdir(dir)).some((file) => file.endsWith('.lines'))) continue;
    const lock = await lockSlot(dir, pid);
    if (lock === undefined) continue;
    try {
      adopted += await spool.adopt(dir);
    } finally {
      await lock.release();
    }
  }
  return adopted;
}
