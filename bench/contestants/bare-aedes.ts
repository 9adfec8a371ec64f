import { freePort } from '../../standalone/ports.ts';
import { COLLECTABLE } from './collectable.ts';
import { packageVersion, startPeerProgram } from './peer-program.ts';
import type { BrokerUnderTest } from './running-contestant.ts';
import { waitUntilListening } from './wait-until-listening.ts';

/** Aedes with everything in memory. */
export const bareAedes: BrokerUnderTest = {
  name: 'bare Aedes',
  does: 'is Aedes as it comes: lets everybody in, acknowledges, then looks for subscribers; there are none, and nothing is stored.',
  start: async (releasers, { collectable }) => {
    const port = await freePort();
    const env = collectable === true ? COLLECTABLE : undefined;
    const broker = await startPeerProgram({ name: 'bare-aedes', args: [String(port)], env }, releasers);
    await waitUntilListening(broker, port);
    return {
      port,
      processes: { broker: [broker.pid] },
      versions: { Aedes: packageVersion('node_modules/aedes') },
      ...(collectable === true && { collectGarbage: () => broker.kill('SIGWINCH') }),
    };
  },
};
