import { readFileSync } from 'node:fs';
import { mkdir, open, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { kill } from 'node:process';

/** A lock whose owner shows no life for this long is left behind; only asked about owners on other hosts. */
const STALE_MS = 20_000;
const TOUCH_MS = 3_000;

export interface SlotLock {
  release(): Promise<void>;
}

/** Takes the directory for this process, so that two ingests on one DATA_DIR never share a spool. */
export async function lockSlot(dir: string, pid: number): Promise<SlotLock | undefined> {
  await mkdir(dir, { recursive: true });
  const file = join(dir, 'lock');
  const mine = JSON.stringify({ pid, host: hostname(), started: startOf(pid) });
  if (!(await create(file, mine))) {
    if (await isHeld(file)) return undefined;
    await rm(file, { force: true });
    if (!(await create(file, mine))) return undefined; // another took it in this moment
  }
  const touching = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined); // the directory went away; the next append says so loudly
  }, TOUCH_MS);
  touching.unref();
  return {
    release: async () => {
      clearInterval(touching);
      await rm(file, { force: true });
    },
  };
}

async function create(file: string, text: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.close();
    await writeFile(file, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function isHeld(file: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const fresh = Date.now() - mtimeMs < STALE_MS;
    if (text === '') return fresh;
    const { pid, host, started } = JSON.parse(text) as { pid: number; host: string; started: string | null };
    if (host !== hostname()) return fresh;
    return isAlive(pid) && (started === null || startOf(pid) === started);
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    kill(pid, 0); // asks only
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When the process was started, in ticks: a pid is given again to others. null where there is no /proc. */
function startOf(pid: number): string | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
