import { createServer } from 'node:net';
import { readFile, writeFile } from 'node:fs/promises';

/** Whether we could listen there right now; EACCES (a port below 1024) counts as no. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
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
  if (Number.isInteger(noted) && noted > 0 && (await isPortFree(noted))) return noted;
  const port = await freePort();
  await writeFile(file, `${port}\n`);
  return port;
}
