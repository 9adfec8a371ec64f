import { connect, createServer, type Socket } from 'node:net';
import { freePort } from '../../standalone/ports.ts';
import type { Random } from '../../device-sim/seeded-random.ts';
import { openFlow, type Flow } from './flow.ts';
import type { ProxyMood } from './proxy-mood.ts';

export interface TcpProxy {
  readonly port: number;
  /** how the connections of one upstream behave from now on; `well` ends what was going on */
  behave: (upstream: number, mood: ProxyMood) => void;
  connections: () => number;
  stop: () => Promise<void>;
}

interface Pair {
  upstream: number;
  client: Socket;
  server: Socket;
  flows: Flow[];
}

/**
 * Passes TCP connections on to the next of these ports that takes them, and spoils them when told to. With several
 * upstreams it is the balancer in front of them.
 */
export async function startTcpProxy({
  upstreams,
  random,
}: {
  upstreams: readonly number[];
  random: Random;
}): Promise<TcpProxy> {
  const moods = upstreams.map((): ProxyMood => ({ is: 'well' }));
  const pairs = new Set<Pair>();
  let next = 0;

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    client.on('error', () => undefined);
    dial(client, next++ % upstreams.length, upstreams.length);
  });

  function dial(client: Socket, upstream: number, tries: number): void {
    const goOn = (): void => {
      if (tries > 1 && !client.destroyed) dial(client, (upstream + 1) % upstreams.length, tries - 1);
      else client.resetAndDestroy();
    };
    const mood = moods[upstream];
    const port = upstreams[upstream];
    if (port === undefined || mood === undefined || mood.is === 'cut') return goOn();
    const server = connect({ host: '127.0.0.1', port, allowHalfOpen: true, noDelay: true });
    server.once('error', goOn);
    server.once('connect', () => {
      server.off('error', goOn);
      join(client, server, upstream);
    });
  }

  function join(client: Socket, server: Socket, upstream: number): void {
    const end = (): void => {
      if (!pairs.delete(pair)) return;
      client.resetAndDestroy();
      server.resetAndDestroy();
    };
    const flow = (from: Socket, to: Socket): Flow => openFlow({ from, to, random, end });
    const pair: Pair = { upstream, client, server, flows: [flow(client, server), flow(server, client)] };
    pairs.add(pair);
    // Later connections overtake: only those stand still that were there when it began.
    const mood = moods[upstream];
    if (mood && mood.is !== 'reorder') pair.flows.forEach((one) => one.behave(mood));
    let open = 2;
    for (const socket of [client, server]) {
      socket.on('error', () => undefined);
      socket.once('close', () => {
        open -= 1;
        if (open === 0) pairs.delete(pair);
      });
    }
  }

  // Not a port that the system lends to others meanwhile, for as long as services come and go.
  const port = await freePort();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', 1_024, resolve);
  });
  return {
    port,
    behave: (upstream, mood) => {
      const before = moods[upstream];
      moods[upstream] = mood;
      for (const pair of [...pairs].filter((one) => one.upstream === upstream)) {
        if (mood.is === 'cut' || before?.is === 'halve') {
          pairs.delete(pair);
          pair.client.resetAndDestroy();
          pair.server.resetAndDestroy();
        } else pair.flows.forEach((flow) => flow.behave(mood));
      }
    },
    connections: () => pairs.size,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const { client, server: upstream } of pairs) {
          client.destroy();
          upstream.destroy();
        }
        pairs.clear();
      }),
  };
}
