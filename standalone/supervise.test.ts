import { afterEach, expect, test, vi } from 'vitest';
import { createLogger } from '../service/create-logger.ts';
import { startProgram } from './program.ts';
import { supervise, type Supervised } from './supervise.ts';

const said: string[] = [];
const log = createLogger({
  service: 'test',
  level: 'info',
  format: 'json',
  write: (line) => said.push(line),
});
let part: Supervised | undefined;

afterEach(async () => {
  await part?.stop();
  said.length = 0;
});

const forever = (script: string) => () =>
  startProgram({ name: 'part', command: process.execPath, args: ['-e', script], graceMs: 500 });

test('a part that is killed runs again as a new process, and the log says so once', async () => {
  part = await supervise({ name: 'part', log, start: forever('setInterval(() => {}, 1000)') });
  const before = part.current()?.pid;
  part.current()?.kill('SIGKILL');
  await vi.waitFor(() => {
    const now = part?.current()?.pid;
    expect(now !== undefined && now !== before).toBe(true);
  }, 15_000);
  expect(said).toHaveLength(1);
  expect(said[0]).toContain('part ended (signal SIGKILL): starts again in 250 ms');
});

test('a part that dies at every start is tried again after longer and longer waits', async () => {
  part = await supervise({ name: 'part', log, start: forever('process.exit(3)') });
  await vi.waitFor(() => expect(said.join()).toContain('(exit code 3): starts again in 1000 ms'), 15_000);
  expect(said.join()).toContain('starts again in 500 ms');
});

test('a part that is stopped stays stopped', async () => {
  part = await supervise({ name: 'part', log, start: forever('setInterval(() => {}, 1000)') });
  await part.stop();
  expect(part.current()).toBeUndefined();
  expect(said).toEqual([]);
});

test('a part that does not listen to SIGTERM is killed when its time is over', async () => {
  const script = 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("deaf")';
  part = await supervise({ name: 'part', log, start: forever(script) });
  const running = part.current();
  await vi.waitFor(() => expect(running?.lastLines()).toContain('deaf'), 15_000);
  await part.stop();
  expect(await running?.exited).toBe('signal SIGKILL');
});

test('the first start may fail, and says which program could not be started', async () => {
  const start = () => startProgram({ name: 'part', command: '/no/such/program', args: [] });
  await expect(supervise({ name: 'part', log, start })).rejects.toThrow(
    'part could not be started: /no/such/program',
  );
});
