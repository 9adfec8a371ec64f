import { connect } from 'node:net';
import { pollUntil } from '../../standalone/poll-until.ts';
import type { Running } from '../../standalone/program.ts';

/** Until a program accepts connections; tells its last words when it ends instead. */
export async function waitUntilListening(program: Running, port: number): Promise<void> {
  const failed = program.exited.then(
    (why) => new Error(`${program.name} ended (${why}):\n${program.lastLines().join('\n')}`),
  );
  await pollUntil(() => accepts(port), { timeoutMs: 30_000, failed });
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
