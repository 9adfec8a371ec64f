import { createServer } from 'node:net';

/** An MQTT listener on loopback for this Aedes; ends at once when asked to, there is nothing to save. */
export function listen(aedes, port) {
  const server = createServer({ noDelay: true }, aedes.handle);
  server.listen({ port, host: '127.0.0.1', backlog: 4_096 });
  process.once('SIGTERM', () => process.exit(0));
}
