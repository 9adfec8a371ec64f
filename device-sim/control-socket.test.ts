import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { askFleet, serveControl } from './control-socket.ts';
import type { PlayedStep } from './play-steps.ts';
import type { Scenario } from './scenario.ts';

const releases: (() => Promise<unknown>)[] = [];
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'anju-sim-'))));
afterEach(async () => {
  for (const release of releases.splice(0).reverse()) await release();
  rmSync(folder, { recursive: true });
});

const scenario: Scenario = {
  steps: [{ afterMs: 0, homeId: 'h', deviceId: 'd', properties: { action: 'emergency' }, expected: 'sos' }],
  silent: [],
  cuts: [],
};
const path = (): string => join(folder, 'sim', 'control.sock');

test('the running fleet plays what another process asks for, and tells it step by step', async () => {
  const asked: Scenario[] = [];
  releases.push(
    await serveControl(path(), async (what, onStep) => {
      asked.push(what);
      onStep({ phase: 'sent', step: 0, entry: { time: 1 } });
      onStep({ phase: 'acknowledged', step: 0, entry: { time: 1, seq: 7 } });
    }),
  );
  const played: PlayedStep[] = [];
  await expect(askFleet(path(), scenario, (step) => played.push(step))).resolves.toBe(true);
  expect(asked).toEqual([scenario]);
  expect(played.map(({ phase }) => phase)).toEqual(['sent', 'acknowledged']);
  expect(statSync(path()).mode & 0o077).toBe(0);
});

test('a fleet that cannot play says why', async () => {
  releases.push(await serveControl(path(), () => Promise.reject(new Error('no such device'))));
  await expect(askFleet(path(), scenario, () => undefined)).rejects.toThrow('no such device');
});

test('without a fleet there is nobody to ask, also when a killed one left its socket file behind', async () => {
  await expect(askFleet(path(), scenario, () => undefined)).resolves.toBe(false);
  const left = join(folder, 'control.sock');
  writeFileSync(left, '');
  await expect(askFleet(left, scenario, () => undefined)).resolves.toBe(false);
  const stop = await serveControl(left, () => Promise.resolve());
  await stop();
});

test('a second fleet is refused and does not disturb the first', async () => {
  releases.push(await serveControl(path(), () => Promise.resolve()));
  await expect(serveControl(path(), () => Promise.resolve())).rejects.toThrow('another fleet is running');
  expect(existsSync(path())).toBe(true);
  await expect(askFleet(path(), scenario, () => undefined)).resolves.toBe(true);
});
