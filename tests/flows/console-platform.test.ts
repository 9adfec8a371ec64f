import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startConsole } from '../../console/app.ts';
import { consoleConfigSchema } from '../../console/config.ts';
import type { Health } from '../../contracts/health.ts';
import type { Platform } from '../../contracts/live.ts';
import { createLogger } from '../../service/create-logger.ts';
import { startHealthServer } from '../../service/health-server.ts';
import { parseConfig } from '../../service/parse-config.ts';
import { startTestConsole, type TestConsole } from '../harness/console.ts';
import { temporaryDir } from '../harness/temporary-dir.ts';

const ok = (name: 'broker' | 'ingest' | 'alerting'): Health => ({
  state: 'ok',
  parts: [{ name, state: 'ok' }],
});
/** What the other services say of themselves; a test changes it. */
const said = { broker: ok('broker'), ingest: ok('ingest'), alerting: ok('alerting') };
const servers: { port: number; stop: () => Promise<void> }[] = [];
let anju: TestConsole;
let web: Awaited<ReturnType<typeof temporaryDir>>;

beforeAll(async () => {
  web = await temporaryDir();
  await mkdir(join(web.dir, 'assets'));
  await writeFile(join(web.dir, 'index.html'), '<!doctype html><title>Anju app</title>');
  await writeFile(join(web.dir, 'assets', 'app-1a2b3c.js'), 'export {};');
  const env: Record<string, string> = { WEB_DIR: web.dir, METRICS_TOKEN: 'a-token-for-prometheus' };
  for (const name of ['broker', 'ingest', 'alerting'] as const) {
    const options = { host: '127.0.0.1', port: 0, registry: new Registry(), health: () => said[name] };
    const server = await startHealthServer(options);
    servers.push(server);
    env[`${name.toUpperCase()}_HEALTH_URL`] = `http://127.0.0.1:${server.port}/`;
  }
  anju = await startTestConsole(env);
});
afterAll(async () => {
  await anju.stop();
  await Promise.all(servers.map((server) => server.stop()));
  await web.remove();
});

const ready = async () => {
  const { status, body } = await anju.request('GET', '/readyz');
  return { status, platform: body as Platform };
};
const part = (platform: Platform, name: string) => platform.parts.find((known) => known.name === name);

test('an alarm would get through when all say so; without InfluxDB it still would', async () => {
  const { status, platform } = await ready();
  expect(status).toBe(200);
  expect(platform.state).toBe('degraded');
  expect(part(platform, 'influx')).toMatchObject({ state: 'degraded', code: 'not_configured' });
  expect(part(platform, 'postgres')).toEqual({ name: 'postgres', state: 'ok' });
});

test('a service that is down makes it 503, screens are told, and it heals by itself', async () => {
  const socket = (await anju.admin()).socket();
  const told: Platform[] = [];
  socket.on('platform', (platform) => told.push(platform));
  socket.connect();
  await vi.waitFor(() => expect(told.length).toBeGreaterThan(0), 15_000);
  said.broker = {
    state: 'down',
    parts: [{ name: 'broker', state: 'down', code: 'no_acks', reason: 'nothing is acknowledged' }],
  };
  await vi.waitFor(async () => expect((await ready()).status).toBe(503), { timeout: 15_000 });
  const { platform } = await ready();
  expect(part(platform, 'broker')).toEqual({
    name: 'broker',
    state: 'down',
    code: 'no_acks',
    reason: 'nothing is acknowledged',
  });
  await vi.waitFor(() => expect(told.at(-1)?.state).toBe('down'), { timeout: 15_000 });
  said.broker = ok('broker');
  await vi.waitFor(async () => expect((await ready()).status).toBe(200), { timeout: 15_000 });
  await vi.waitFor(() => expect(told.at(-1)?.state).toBe('degraded'), { timeout: 15_000 });
  socket.disconnect();
});

test('a process that does not answer at all is down', async () => {
  await servers[2]?.stop();
  await vi.waitFor(
    async () =>
      expect(part((await ready()).platform, 'alerting')).toMatchObject({
        state: 'down',
        code: 'unreachable',
      }),
    { timeout: 15_000 },
  );
});

test('metrics are for this machine, or for who has the token; not for what a proxy passes on', async () => {
  expect((await anju.request('GET', '/metrics')).body).toContain('anju_console_request_seconds');
  const proxied = { 'x-forwarded-for': '203.0.113.5' };
  expect((await anju.request('GET', '/metrics', { headers: proxied })).status).toBe(403);
  const wrong = { ...proxied, authorization: 'Bearer a-token-for-somebody' };
  expect((await anju.request('GET', '/metrics', { headers: wrong })).status).toBe(403);
  const right = { ...proxied, authorization: 'Bearer a-token-for-prometheus' };
  expect((await anju.request('GET', '/metrics', { headers: right })).status).toBe(200);
});

test('the app is served for every view of it, its hashed files forever, and a file that is gone is no page', async () => {
  for (const path of ['/', '/homes/1', '/login?next=/']) {
    const page = await fetch(anju.url + path);
    expect(await page.text(), path).toContain('Anju app');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toContain("connect-src 'self'");
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  }
  const asset = await fetch(`${anju.url}/assets/app-1a2b3c.js`);
  expect(asset.headers.get('cache-control')).toContain('immutable');
  await asset.text();
  const gone = await fetch(`${anju.url}/assets/app-old.js`);
  expect(gone.status).toBe(404);
  expect(await gone.json()).toMatchObject({ code: 'not_found' });
  const outside = await fetch(`${anju.url}/..%2f..%2fetc/passwd`);
  expect(await outside.text()).not.toContain('root:');
  expect((await anju.request('GET', '/api/v1/nothing')).status).toBe(404);
  expect((await anju.request('POST', '/api/v1/nothing')).body).toMatchObject({ code: 'not_found' });
});

test('a port in use is one clear message that names HTTP_PORT', async () => {
  const { dir, remove } = await temporaryDir();
  const config = parseConfig(consoleConfigSchema, {
    HTTP_PORT: new URL(anju.url).port,
    REDIS_URL: anju.redis.url,
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    DATA_DIR: dir,
  });
  const logger = createLogger({ service: 'console', level: 'error', format: 'json', write: () => undefined });
  await expect(startConsole(config, logger, { webDir: dir })).rejects.toThrow(
    /port \d+ .* is in use.*HTTP_PORT/,
  );
  await remove();
});
