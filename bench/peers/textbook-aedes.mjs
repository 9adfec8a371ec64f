// node textbook-aedes.mjs PORT REDIS_URL: Aedes made durable as its own documentation does it.
import { Aedes } from 'aedes';
import aedesPersistenceRedis from 'aedes-persistence-redis';
import mqemitterRedis from 'mqemitter-redis';
import { listen } from './listen.mjs';

const [port, redisUrl] = process.argv.slice(2);
const { hostname: host, port: redisPort, password } = new URL(redisUrl);
const redis = { host, port: Number(redisPort), password };
const aedes = await Aedes.createBroker({
  mq: mqemitterRedis(redis),
  persistence: aedesPersistenceRedis(redis),
  authenticate: (_client, _username, _password, done) => done(null, true),
});
listen(aedes, Number(port));
