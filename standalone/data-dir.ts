import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processIdentity } from './process-identity.ts';

/**
 * Takes DATA_DIR for this process alone; returns the release. Two instances on one Redis file lose data.
 * A lock whose process is gone (kill -9, power cut) is taken over.
 */
export function lockDataDir(dir: string): () => void {
  try {
    // 0711: the postgres user walks through, nobody looks around.
    mkdirSync(dir, { recursive: true, mode: 0o711 });
  } catch (cause) {
    throw new Error(`DATA_DIR is ${dir}, which cannot be made: ${(cause as Error).message}`, { cause });
  }
  const file = join(dir, 'lock');
  const mine = `${process.pid}\n${processIdentity(process.pid) ?? ''}\n`;
  for (let attempt = 0; attempt < 10; attempt++) {
    if (createLock(file, mine)) return () => rmSync(file, { force: true });
    const found = readLock(file);
    if (found === undefined) continue; // released just now
    const [pid = '', identity = ''] = found.split('\n');
    if (processIdentity(Number(pid)) === identity) {
      throw new Error(
        `Another Anju (process ${pid}) is running with DATA_DIR ${dir}. Stop it, or give this one another DATA_DIR.`,
      );
    }
    takeAway(file, found);
  }
  throw new Error(`DATA_DIR ${dir} could not be locked: others keep taking ${file}. Try again.`);
}

/** Written beside and linked into place: nobody ever reads a lock that is half written. */
function createLock(file: string, content: string): boolean {
  const draft = `${file}.new.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

function readLock(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Moves the stale lock aside first: if a faster instance has put its own there meanwhile, that one goes back. */
function takeAway(file: string, stale: string): void {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (readLock(aside) === stale) rmSync(aside, { force: true });
  else renameSync(aside, file);
}
