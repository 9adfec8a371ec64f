import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Aedes, type AuthenticateError, type PublishPacket } from 'aedes';

export interface BareBroker {
  port: number;
  /** every PUBLISH, in the order of its arrival */
  heard: PublishPacket[];
  aedes: Aedes;
  sockets: Set<Socket>;
  /** stops listening and cuts everyone; `listen` comes back on the same port */
  goAway: () => Promise<void>;
  listen: () => Promise<void>;
  stop: () => Promise<void>;
}

/**
 * A bare Aedes as the peer of the simulator's tests. The secret of a device is `secret of {id}`.
 * @param hold decides when, and whether, a PUBLISH is acknowledged
 */
export async function bareBroker(
  hold: (packet: PublishPacket) => Promise<void> = () => Promise.resolve(),
): Promise<BareBroker> {
  const heard: PublishPacket[] = [];
  const aedes = await Aedes.createBroker({
    authenticate: (_client, username, password, done) => {
      if (password?.toString() === `secret of ${username}`) return done(null, true);
      const refusal: AuthenticateError = Object.assign(new Error('no'), { returnCode: 5 });
      done(refusal, false);
    },
    authorizePublish: (_client, packet, done) => {
      heard.push({ ...packet });
      hold(packet).then(
        () => done(null),
        (error: unknown) => done(error as Error),
      );
    },
  });
  const server = createServer((socket) => aedes.handle(socket));
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  let port = 0;
  const listen = async (): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const goAway = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await listen();
  const stop = async (): Promise<void> => {
    if (server.listening) await goAway();
    await new Promise<void>((resolve) => aedes.close(() => resolve()));
  };
  return { port, heard, aedes, sockets, goAway, listen, stop };
}
