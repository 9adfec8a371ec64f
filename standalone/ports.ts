import { randomInt } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Why we could not listen there right now (EADDRINUSE, EACCES, EADDRNOTAVAIL …); undefined when we could. */
export async function listenProblem(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}

/** Below what operating systems lend to outgoing connections (Linux from 32768, macOS from 49152). */
const LOWEST = 20_000;
const HIGHEST = 32_000;

/** How long a port that was given is given to nobody else: longer than a service takes to start, ms. */
const CLAIM_MS = 120_000;

/**
 * A free loopback port. Not one that the operating system would give: those it also lends to every connection that is
 * opened, and between our choice and the service's listening there are seconds. Who else asks meanwhile, here or in
 * another process, gets another one.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(LOWEST, HIGHEST);
    if ((await listenProblem(port, '127.0.0.1')) === undefined && (await claim(port))) return port;
  }
  throw new Error(`no port from ${LOWEST} to ${HIGHEST} could be listened on at 127.0.0.1`);
}

/** Whether this caller is the first who wants the port; a file, because other processes look for ports as well. */
async function claim(port: number): Promise<boolean> {
  const dir = join(tmpdir(), 'anju-ports');
  const file = join(dir, String(port));
  try {
    await mkdir(dir, { recursive: true });
    const given = await stat(file).catch(() => undefined);
    if (given !== undefined && Date.now() - given.mtimeMs > CLAIM_MS) await rm(file, { force: true });
    await writeFile(file, '', { flag: 'wx' });
    return true;
  } catch (error) {
    // Where no claims can be kept (another user's folder, a full disk) the probe alone has to do.
    return (error as NodeJS.ErrnoException).code !== 'EEXIST';
  }
}

/** The port noted in `file` while it is free, else a new one: a second start keeps its addresses. */
export async function keptPort(file: string): Promise<number> {
  const noted = Number(await readFile(file, 'utf8').catch(() => ''));
  if (Number.isInteger(noted) && noted > 0 && (await listenProblem(noted, '127.0.0.1')) === undefined)
    return noted;
  const port = await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}
