// node durable-subscriber.mjs PORT TOPIC: the service behind a textbook broker; its session outlives it (clean=false).
// Says `subscribed`, and on SIGUSR2 how many messages it has had so far.
import { connect } from 'mqtt';

const [port, topic] = process.argv.slice(2);
const client = connect(`mqtt://127.0.0.1:${port}`, { clientId: 'backend', clean: false, protocolVersion: 4 });
client.on('connect', () => client.subscribe(topic, { qos: 1 }, () => process.stdout.write('subscribed\n')));
let received = 0;
client.on('message', () => (received += 1));
process.on('SIGUSR2', () => process.stdout.write(`${received}\n`));
process.once('SIGTERM', () => process.exit(0));
