import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { freePort } from '../../standalone/ports.ts';
import { lockDataDir } from '../../standalone/data-dir.ts';
import { ROOT } from '../../standalone/start-service.ts';
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

/** Starts the platform where it must refuse, and waits for its end. */
async function refusal(env: Record<string, string>): Promise<{ code: number | null; error: string }> {
  const [mqtt, http] = await Promise.all([freePort(), freePort()]);
  const child = spawn(process.execPath, ['--import', 'tsx', 'standalone/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DATA_DIR: dir, MQTT_PORT: String(mqtt), HTTP_PORT: String(http), ...env },
  });
  let error = '';
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, error };
}

async function listener(): Promise<{ server: Server; port: number }> {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  releasers.push(() => new Promise((resolve) => server.close(resolve)));
  return { server, port };
}

test('a bad variable ends the start with its name, its value and what is allowed', async () => {
  const { code, error } = await refusal({ SIM_HOMES: 'many' });
  expect(error).toMatch(/SIM_HOMES is "many": must be a whole number from 0 \(none\) to 10000/);
  expect(error).not.toContain('    at ');
  expect(code).not.toBe(0);
});

test.for(['MQTT_PORT', 'HTTP_PORT', 'MQTTS_PORT'])(
  'a taken %s ends the start with one line before anything is started',
  async (name) => {
    const { port } = await listener();
    const { code, error } = await refusal({ [name]: String(port) });
    expect(error.trim()).toBe(
      `${name} is ${port}, and that port is in use on 127.0.0.1. Stop what uses it, or set ${name}.`,
    );
    expect(code).toBe(1);
    expect(existsSync(join(dir, 'redis'))).toBe(false);
    expect(existsSync(join(dir, 'lock'))).toBe(false);
  },
);

test('a second instance on the same DATA_DIR ends with one line that names the first', async () => {
  releasers.push(lockDataDir(dir));
  const { code, error } = await refusal({});
  expect(error.trim()).toBe(
    `Another Anju (process ${process.pid}) is running with DATA_DIR ${dir}. Stop it, or give this one another DATA_DIR.`,
  );
  expect(code).toBe(1);
});
