import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readingsTopic } from '../../contracts/topics.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { freePort } from '../../standalone/ports.ts';
import { startPrivateRedis } from '../../standalone/private-redis.ts';
import { installPeers } from './install-peers.ts';
import { packageVersion, startPeerProgram } from './peer-program.ts';
import { redisVersion } from './redis-version.ts';
import type { BrokerUnderTest } from './running-contestant.ts';
import { waitUntilListening } from './wait-until-listening.ts';

/** Aedes as its documentation makes it durable, and who consumes what it keeps. */
export const textbookAedes: BrokerUnderTest = {
  name: 'textbook Aedes',
  does: 'is Aedes with aedes-persistence-redis and mqemitter-redis on a Redis as durable as ours (`appendfsync always`), and one subscriber with a durable session (clean=false, QoS 1) that takes everything: the usual way of making it durable. It acknowledges before anything is stored; `delivered` says how much of it reached the subscriber meanwhile.',
  start: async (releasers) => {
    installPeers('packages');
    const dir = await mkdtemp(join(tmpdir(), 'anju-bench-'));
    releasers.push(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
    const redis = await startPrivateRedis({ dir });
    releasers.push(() => redis.stop());
    const port = await freePort();
    const broker = await startPeerProgram(
      { name: 'textbook-aedes', args: [String(port), redis.url] },
      releasers,
    );
    await waitUntilListening(broker, port);
    const said: string[] = [];
    const subscriber = await startPeerProgram(
      {
        name: 'durable-subscriber',
        args: [String(port), readingsTopic('+')],
        onLine: (line) => said.push(line),
      },
      releasers,
    );
    const nextLine = async (than: number): Promise<string> => {
      await pollUntil(() => said.length > than, { timeoutMs: 10_000, everyMs: 5 });
      return said[than] ?? '';
    };
    await nextLine(0);
    return {
      port,
      processes: { broker: [broker.pid], Redis: [redis.pid], subscriber: [subscriber.pid] },
      delivered: async () => {
        const before = said.length;
        subscriber.kill('SIGUSR2');
        return Number(await nextLine(before));
      },
      versions: {
        Aedes: packageVersion('node_modules/aedes'),
        'aedes-persistence-redis': packageVersion('bench/peers/node_modules/aedes-persistence-redis'),
        'mqemitter-redis': packageVersion('bench/peers/node_modules/mqemitter-redis'),
        Redis: redisVersion(),
      },
    };
  },
};
