import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync } from 'node:fs';

/** A file system of its own that can be filled up at once, and emptied. */
export interface SmallDisk {
  readonly dir: string;
  /** why it cannot be filled; then it is an ordinary folder */
  readonly problem: string | undefined;
  /** From now on ENOSPC: nothing more can be written. */
  fill(): void;
  free(): void;
  usedBytes(): number;
  unmount(): void;
}

/** A little room is left for what is written while the command runs. */
const ROOM_BYTES = 256 * 1_024;

/** Mounts a tmpfs of `bytes` (memory is used only for what is stored) where the system lets us. */
export function mountSmallDisk(dir: string, bytes: number): SmallDisk {
  // 0711: the postgres user walks through, nobody looks around.
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  const problem = tryToMount(dir, bytes);
  const usedBytes = (): number => {
    const { blocks, bfree, bsize } = statfsSync(dir);
    return (blocks - bfree) * bsize;
  };
  const resize = (to: number): void =>
    void run('mount', ['-o', `remount,size=${Math.ceil(to / 1_024)}k`, dir]);
  return {
    dir,
    problem,
    usedBytes,
    fill: () => {
      if (problem === undefined) resize(usedBytes() + ROOM_BYTES);
    },
    free: () => {
      if (problem === undefined) resize(bytes);
    },
    unmount: () => {
      // Lazily: a file that is still open must not keep us.
      if (problem === undefined) run('umount', ['-l', dir]);
    },
  };
}

function tryToMount(dir: string, bytes: number): string | undefined {
  if (process.platform !== 'linux') return 'only Linux has a tmpfs';
  if (process.getuid?.() !== 0) return 'mounting a file system needs root';
  try {
    run('mount', ['-t', 'tmpfs', '-o', `size=${Math.ceil(bytes / 1_024)}k,mode=711`, 'anju-chaos', dir]);
    return undefined;
  } catch (error) {
    return `a tmpfs cannot be mounted: ${(error as Error).message.split('\n').slice(0, 2).join(' ')}`;
  }
}

function run(command: string, args: string[]): void {
  execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
}
