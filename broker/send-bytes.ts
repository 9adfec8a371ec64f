import type { Connection } from './connection.ts';

/** Answers nobody reads may pile up so far. */
const MAX_UNREAD_BYTES = 65_536;

/** Writes whole packets to a client; one that does not read what it is told loses its connection. */
export function sendBytes(connection: Connection<unknown>, bytes: Buffer): void {
  const { socket } = connection;
  if (connection.closed || socket.destroyed) return;
  socket.write(bytes);
  if (socket.writableLength > MAX_UNREAD_BYTES) {
    connection.fail(new Error('the client does not read its acknowledgements'));
  }
}
