import { freePort } from '../../standalone/ports.ts';
import { COLLECTABLE } from './collectable.ts';
import { startPeerProgram } from './peer-program.ts';
import type { BrokerUnderTest } from './running-contestant.ts';
import { waitUntilListening } from './wait-until-listening.ts';

/** No broker: the least that a connection can cost in a Node process. */
export const leanNode: BrokerUnderTest = {
  name: 'lean Node',
  does: 'is no broker: a Node server that answers every CONNECT with a CONNACK and holds the socket. Less than that a connection cannot cost in Node.',
  start: async (releasers, { collectable }) => {
    const port = await freePort();
    const env = collectable === true ? COLLECTABLE : undefined;
    const server = await startPeerProgram({ name: 'lean-node', args: [String(port)], env }, releasers);
    await waitUntilListening(server, port);
    return {
      port,
      processes: { broker: [server.pid] },
      versions: {},
      ...(collectable === true && { collectGarbage: () => server.kill('SIGWINCH') }),
    };
  },
};
