import { Duplex } from 'node:stream';
import type { Connection } from './connection.ts';

/**
 * What Aedes takes for the socket of a client: it reads whole, well-formed packets that are pushed into it, and what it
 * writes goes to the real socket. `isFull` says that Aedes has not read what it has; `wake` is called when it has.
 */
export function openAedesStream(connection: Connection<unknown>): { stream: Duplex; isFull: () => boolean } {
  const { socket } = connection;
  const stream = new Duplex({
    read: () => {
      if (connection.held !== undefined) setImmediate(() => connection.wake());
    },
    write: (chunk: Buffer, _encoding, done) => void socket.write(chunk, done),
    writev: (chunks: { chunk: Buffer }[], done) =>
      void socket.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done),
    destroy: (error, done) => {
      socket.destroy();
      done(error);
    },
  });
  return { stream, isFull: () => stream.readableLength >= stream.readableHighWaterMark };
}
