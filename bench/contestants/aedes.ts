import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readingsTopic } from '../../contracts/topics.ts';
import { pollUntil } from '../../standalone/poll-until.ts';
import { freePort } from '../../standalone/ports.ts';
import { startPrivateRedis } from '../../standalone/private-redis.ts';
import { startProgram, type Running } from '../../standalone/program.ts';
import { ROOT } from '../../standalone/start-service.ts';
import type { Releasers } from '../side-by-side/with-release.ts';
import { redisVersion } from './anju.ts';
import { installPeers } from './install-peers.ts';
import type { RunningContestant } from './running-contestant.ts';
import { waitUntilListening } from './wait-until-listening.ts';

const PEERS = join(ROOT, 'bench', 'peers');

export const BARE_AEDES_DOES =
  'is Aedes as it comes: lets everybody in, acknowledges, then looks for subscribers; there are none, and nothing is stored.';

export const TEXTBOOK_AEDES_DOES =
  'is Aedes with aedes-persistence-redis and mqemitter-redis on a Redis as durable as ours (`appendfsync always`), and one subscriber with a durable session (clean=false, QoS 1) that takes everything: the usual way of making it durable. It acknowledges before anything is stored.';

/** Aedes with everything in memory. */
export async function startBareAedes(releasers: Releasers): Promise<RunningContestant> {
  const port = await freePort();
  const broker = await startPeer('bare-aedes', [String(port)], releasers);
  await waitUntilListening(broker, port);
  return { port, processes: { broker: [broker.pid] }, versions: { Aedes: versionOf('node_modules/aedes') } };
}

/** Aedes as its documentation makes it durable, and who consumes what it keeps. */
export async function startTextbookAedes(releasers: Releasers): Promise<RunningContestant> {
  installPeers('packages');
  const dir = await mkdtemp(join(tmpdir(), 'anju-bench-'));
  releasers.push(() => rm(dir, { recursive: true, force: true, maxRetries: 5 }));
  const redis = await startPrivateRedis({ dir });
  releasers.push(() => redis.stop());
  const port = await freePort();
  const broker = await startPeer('textbook-aedes', [String(port), redis.url], releasers);
  await waitUntilListening(broker, port);
  const subscriber = await startPeer('durable-subscriber', [String(port), readingsTopic('+')], releasers);
  await pollUntil(() => subscriber.lastLines().includes('subscribed'), { timeoutMs: 10_000 });
  return {
    port,
    processes: { broker: [broker.pid], Redis: [redis.pid], subscriber: [subscriber.pid] },
    versions: {
      Aedes: versionOf('node_modules/aedes'),
      'aedes-persistence-redis': versionOf('bench/peers/node_modules/aedes-persistence-redis'),
      'mqemitter-redis': versionOf('bench/peers/node_modules/mqemitter-redis'),
      Redis: redisVersion(),
    },
  };
}

async function startPeer(name: string, args: string[], releasers: Releasers): Promise<Running> {
  const program = await startProgram({
    name,
    command: process.execPath,
    args: [join(PEERS, `${name}.mjs`), ...args],
    onLine: (line) => line !== 'subscribed' && console.error(`${name}: ${line}`),
  });
  releasers.push(() => program.stop());
  return program;
}

function versionOf(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
