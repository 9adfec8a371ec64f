import type { FrontPolicy } from './front-policy.ts';

/** What Paho's interoperability suite expects to be refused. */
const REFUSED_FILTER = 'test/nosubscribe';
/** MQTT leaves the bound to the server; suites try packets of several MiB. */
const MAX_PAYLOAD = 16 << 20;

/** Everybody may do anything, for outside MQTT suites on loopback: only the protocol is left to judge. */
export const openPolicy: FrontPolicy<true> = {
  maxPayload: MAX_PAYLOAD,
  fansOut: true,
  authenticate: (connection) => {
    connection.known = true;
    return Promise.resolve(0);
  },
  publish: (_connection, packet, _will, done) => {
    done(packet.topic.startsWith('$SYS/') ? new Error('$SYS is the broker’s') : null);
  },
  // Aedes knows no shared subscriptions: accepted, they would deliver nothing.
  subscribe: (_connection, filter) => filter !== REFUSED_FILTER && !filter.startsWith('$share/'),
  forward: () => true,
};
