// node durable-subscriber.mjs PORT TOPIC: the service behind a textbook broker; its session outlives it (clean=false).
import { connect } from 'mqtt';

const [port, topic] = process.argv.slice(2);
const client = connect(`mqtt://127.0.0.1:${port}`, { clientId: 'backend', clean: false, protocolVersion: 4 });
client.on('connect', () => client.subscribe(topic, { qos: 1 }, () => process.stdout.write('subscribed\n')));
client.on('message', () => undefined);
process.once('SIGTERM', () => process.exit(0));
