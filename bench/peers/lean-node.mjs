// node lean-node.mjs PORT: a socket and one listener per connection, and a CONNACK for whatever comes: what Node itself costs.
import { createServer } from 'node:net';

const CONNACK = Buffer.from([0x20, 2, 0, 0]);
const [port] = process.argv.slice(2);
const answer = function () {
  this.write(CONNACK);
};
createServer({ noDelay: true }, (socket) => {
  socket.on('data', answer);
  socket.on('error', () => undefined); // connections are reset at the end
}).listen({ port: Number(port), host: '127.0.0.1', backlog: 4_096 });
process.once('SIGTERM', () => process.exit(0));
