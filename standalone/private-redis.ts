import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { findProgram } from './find-program.ts';
import { keptPort } from './ports.ts';
import { keptSecret } from './kept-secret.ts';
import { waitUntilItAnswers, type PrivateStore, type PrivateStoreOptions } from './private-store.ts';
import { startProgram } from './program.ts';

/** A Redis (or Valkey) of our own that has a write on disk before it answers. */
export async function startPrivateRedis(options: PrivateStoreOptions): Promise<PrivateStore> {
  const { dir, pidFile, onLine } = options;
  const command = findProgram('redis-server', 'valkey-server');
  if (command === undefined) {
    throw new Error(
      'Redis is missing: neither redis-server nor valkey-server was found. Install one of them, or set REDIS_URL.',
    );
  }
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const port = options.port ?? (await keptPort(join(dir, 'port')));
  const password = await keptSecret(join(dir, 'password'));
  const configFile = join(dir, 'redis.conf');
  await writeFile(configFile, redisConfig({ dir, port, password }), { mode: 0o600 });

  const redis = await startProgram({
    name: 'redis',
    command,
    args: [configFile],
    cwd: dir,
    ...(pidFile !== undefined && { pidFile }),
    ...(onLine !== undefined && { onLine }),
  });
  const url = `redis://:${password}@127.0.0.1:${port}`;
  await waitUntilItAnswers(redis, () => answersPing(url));
  return { ...redis, url, port };
}

function redisConfig({ dir, port, password }: { dir: string; port: number; password: string }): string {
  return [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(dir)}`,
    'appendonly yes',
    'appendfsync always',
    'maxmemory-policy noeviction',
    // The append-only file is the record; snapshots beside it would only cost forks.
    'save ""',
    '',
  ].join('\n');
}

/** PING is refused with LOADING while the append-only file is read, so an answer means ready. */
async function answersPing(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, enableReadyCheck: false, retryStrategy: () => null });
  client.on('error', () => undefined); // not yet listening
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.disconnect();
  }
}
