import { once } from 'node:events';
import { chmodSync, mkdirSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import type { PlayedStep } from './play-steps.ts';
import type { Scenario } from './scenario.ts';
import { SimError } from './sim-error.ts';

type Answer = { played: PlayedStep } | { done: true } | { error: string };

/**
 * Lets another process ask the running fleet to play a scenario with the connections it has: a second
 * connection of the same device would take the first one over, and the two would throw each other out for ever.
 * One JSON line asks, JSON lines answer; only this user can reach the socket.
 * @throws SimError when another fleet holds it
 */
export async function serveControl(
  path: string,
  play: (scenario: Scenario, onStep: (played: PlayedStep) => void) => Promise<void>,
): Promise<() => Promise<void>> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const other = await reach(path);
  if (other !== undefined) {
    other.destroy();
    throw new SimError(`another fleet is running with the same DATA_DIR (${path}); stop it, or set DATA_DIR`);
  }
  rmSync(path, { force: true });
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // Who asked may leave early; the scenario is played all the same.
    socket.on('error', () => socket.destroy());
    const answer = (what: Answer): void =>
      void (socket.writable && socket.write(`${JSON.stringify(what)}\n`));
    createInterface({ input: socket }).once('line', (line) => {
      Promise.resolve()
        .then(() => play(JSON.parse(line) as Scenario, (played) => answer({ played })))
        .then(
          () => answer({ done: true }),
          (error: unknown) => answer({ error: error instanceof Error ? error.message : String(error) }),
        )
        .finally(() => socket.end());
    });
  });
  server.listen(path);
  await once(server, 'listening');
  chmodSync(path, 0o600);
  return async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of open) socket.destroy();
    await closed;
  };
}

/**
 * Asks the fleet that listens at `path`.
 * @returns false when there is none
 * @throws SimError when it could not play
 */
export async function askFleet(
  path: string,
  scenario: Scenario,
  onStep: (played: PlayedStep) => void,
): Promise<boolean> {
  const socket = await reach(path);
  if (socket === undefined) return false;
  socket.write(`${JSON.stringify(scenario)}\n`);
  for await (const line of createInterface({ input: socket })) {
    const answer = JSON.parse(line) as Answer;
    if ('played' in answer) onStep(answer.played);
    else if ('error' in answer) throw new SimError(`the fleet could not play it: ${answer.error}`);
    else return true;
  }
  throw new SimError('the fleet stopped in the middle');
}

async function reach(path: string): Promise<Socket | undefined> {
  const socket = connect(path);
  try {
    await once(socket, 'connect');
    return socket;
  } catch {
    // Nobody, or the socket file of a process that was killed.
    return undefined;
  }
}
