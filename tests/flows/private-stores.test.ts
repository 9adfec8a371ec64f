import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPrivateInflux } from '../../standalone/private-influx.ts';
import { startPrivatePostgres } from '../../standalone/private-postgres.ts';
import { startPrivateRedis } from '../../standalone/private-redis.ts';
import { controlledStore } from '../harness/controlled-store.ts';
import { temporaryDir } from '../harness/temporary-dir.ts';

let dir: string;
const releasers: (() => unknown)[] = [];
beforeEach(async () => {
  const temporary = await temporaryDir();
  dir = temporary.dir;
  releasers.push(temporary.remove);
});
afterEach(async () => {
  for (const release of releasers.splice(0).reverse()) await release();
});

async function open(start: Parameters<typeof controlledStore>[0]) {
  const store = await controlledStore(start, dir);
  releasers.push(() => store.stop());
  return store;
}

const inRedis = async <T>(url: string, work: (redis: Redis) => Promise<T>): Promise<T> => {
  const redis = new Redis(url, { retryStrategy: () => null });
  redis.on('error', () => undefined); // what is refused is told by the command
  try {
    return await work(redis);
  } finally {
    redis.disconnect();
  }
};

const query = async (url: string, text: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(text)).rows;
  } finally {
    await client.end();
  }
};

test('what Redis has acknowledged is there after kill -9, at the same address', async () => {
  const redis = await open(startPrivateRedis);
  await inRedis(redis.url, (client) => client.set('said', 'help'));
  await redis.crash();
  await redis.start();
  expect(await inRedis(redis.url, (client) => client.get('said'))).toBe('help');
});

test('Redis writes through to disk, evicts nothing and answers nobody without its password', async () => {
  const redis = await open(startPrivateRedis);
  const settings = await inRedis(redis.url, (client) =>
    Promise.all(['appendfsync', 'maxmemory-policy'].map((name) => client.config('GET', name))),
  );
  expect(JSON.stringify(settings)).toMatch(/always.*noeviction/);
  const { host } = new URL(redis.url);
  await expect(inRedis(`redis://${host}`, (client) => client.get('said'))).rejects.toThrow('NOAUTH');
  expect((await stat(join(dir, 'redis.conf'))).mode & 0o077).toBe(0);
});

test('what PostgreSQL has committed is there after kill -9, at the same address', async () => {
  const postgres = await open(startPrivatePostgres);
  await query(postgres.url, `create table said as select 'help' as word`);
  await postgres.crash();
  await postgres.start();
  expect(await query(postgres.url, 'select word from said')).toEqual([{ word: 'help' }]);
});

test('PostgreSQL starts although its pid file names a living process of somebody else', async () => {
  const postgres = await open(startPrivatePostgres);
  await postgres.crash();
  const pidFile = join(dir, 'cluster', 'postmaster.pid');
  writeFileSync(pidFile, `${process.pid}\n`);
  appendFileSync(pidFile, `${join(dir, 'cluster')}\n`);
  await postgres.start();
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('PostgreSQL makes its database anew when the first start was cut off', async () => {
  const half = join(dir, 'cluster.new');
  await mkdir(half);
  writeFileSync(join(half, 'PG_VERSION'), '18\n');
  const postgres = await open(startPrivatePostgres);
  expect(await query(postgres.url, 'select current_database() as name')).toEqual([{ name: 'anju' }]);
  expect(existsSync(half)).toBe(false);
});

test('what InfluxDB has accepted is there after kill -9, at the same address', async () => {
  const influx = await open(startPrivateInflux);
  const written = await fetch(`${influx.url}/write?db=anju&precision=ms`, {
    method: 'POST',
    body: 'reading,device=d1 temperature=21.5 1700000000000',
  });
  expect(written.status).toBe(204);
  await influx.crash();
  await influx.start();
  const answer = await fetch(`${influx.url}/query?db=anju&q=${encodeURIComponent('select * from reading')}`);
  expect(await answer.text()).toContain('21.5');
});
