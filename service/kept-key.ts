import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A secret of the platform that is made up once, for whoever has not given one. */
export interface KeyFile {
  /** the given one: it is used as it is */
  given: string | undefined;
  dataDir: string;
  /** its name under `dataDir` */
  name: string;
  /** what to do when the file is cut short, as the end of a sentence */
  remedy: string;
}

/**
 * The given secret, else one made up once and kept (0600) under `dataDir`, so that a restart changes nothing.
 * Of several processes that start at once, the first one's is everyone's.
 * @throws Error naming the file when it is cut short
 */
export async function keptKey(options: KeyFile): Promise<string> {
  const found = await findKey(options);
  if (found !== undefined) return found;
  const file = join(options.dataDir, options.name);
  await mkdir(options.dataDir, { recursive: true });
  // Written beside and linked into place: nobody ever reads one that is half written.
  const draft = `${file}.new.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(48).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(draft, { force: true });
  }
  return (await findKey(options)) as string;
}

/**
 * The given secret or the kept one; none is made up.
 * @returns undefined when there is neither
 * @throws Error naming the file when it is cut short
 */
export async function findKey({ given, dataDir, name, remedy }: KeyFile): Promise<string | undefined> {
  if (given !== undefined) return given;
  const file = join(dataDir, name);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  const kept = text.trim();
  if (kept.length >= 32) return kept;
  throw new Error(`the secret in ${file} is cut short: ${remedy}`);
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
