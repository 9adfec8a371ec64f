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

/** A free loopback port, chosen by the operating system. */
export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('the operating system gave no port')),
      );
    });
  });
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
