import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';

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

/**
 * A free loopback port. Not one that the operating system would give: those it also lends to every connection that is
 * opened, and between our choice and the service's listening there are seconds.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(LOWEST, HIGHEST);
    if ((await listenProblem(port, '127.0.0.1')) === undefined) return port;
  }
  throw new Error(`no port from ${LOWEST} to ${HIGHEST} could be listened on at 127.0.0.1`);
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
