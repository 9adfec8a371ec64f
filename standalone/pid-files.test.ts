import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endOrphans, notePid } from './pid-files.ts';
import { startProgram, type Running } from './program.ts';

let dir: string;
const left: Running[] = [];
beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'anju-pids-'))));
afterEach(async () => {
  for (const running of left.splice(0)) await running.stop();
  rmSync(dir, { recursive: true, force: true });
});

/** A process as a killed instance leaves it: running, with its pid noted. */
async function orphan(name: string): Promise<Running> {
  const running = await startProgram({
    name,
    command: process.execPath,
    args: ['-e', 'setInterval(() => {}, 1000)'],
    pidFile: join(dir, name),
  });
  left.push(running);
  return running;
}

test('what a killed instance left running is ended in the order of a normal stop', async () => {
  const orphans = [await orphan('redis'), await orphan('broker')];
  expect(await endOrphans(dir, ['broker', 'redis'])).toEqual(['broker', 'redis']);
  expect(await Promise.all(orphans.map((running) => running.exited))).toEqual([
    'signal SIGTERM',
    'signal SIGTERM',
  ]);
  expect(readdirSync(dir)).toEqual([]);
});

test('a process that only has the number of one of ours is left alone', async () => {
  const { pid } = await orphan('somebody');
  writeFileSync(join(dir, 'redis'), JSON.stringify({ pid, identity: 'an-earlier-boot/1' }));
  rmSync(join(dir, 'somebody'));
  expect(await endOrphans(dir, [])).toEqual([]);
  expect(() => process.kill(pid, 0)).not.toThrow();
});

test('a pid file that cannot be read ends nobody', async () => {
  writeFileSync(join(dir, 'broker'), 'torn');
  expect(await endOrphans(dir, [])).toEqual([]);
  notePid(join(dir, 'dead'), 2 ** 22 + 1);
  expect(await endOrphans(dir, [])).toEqual([]);
});
